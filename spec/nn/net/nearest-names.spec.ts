import { expect } from 'chai';
import { nearestNames } from '#lib/nn/net/nearest-names.js';

describe('nearestNames', () => {
  it('puts the fewest edits first', () => {
    expect(nearestNames('weight', ['name', 'width', 'weights_2'], 2)).to.deep.equal(['weights_2', 'width']);
  });
  it('does not mind case', () => {
    expect(nearestNames('LOGITS', ['digits', 'logits'], 1)).to.deep.equal(['logits']);
  });
  it('prefers a name that holds the wanted one', () => {
    expect(nearestNames('Flatten', ['Platter', '/Flatten_output_0'], 1)).to.deep.equal(['/Flatten_output_0']);
  });
  it('gives what there is, each once', () => {
    expect(nearestNames('a', ['b', 'b'])).to.deep.equal(['b']);
    expect(nearestNames('', [])).to.deep.equal([]);
  });
});
