import { expect } from 'chai';
import { checkPaths } from '#lib/io/check-paths.js';
import { NNImageReader } from '#lib/nn/nn-image-reader.js';

describe('checkPaths', () => {
  it('lays lists flat', () => expect(checkPaths('read.csv', ['a', ['b', 'c']])).to.deep.equal(['a', 'b', 'c']));

  it('refuses options in the place of a path, with the way out', () => {
    expect(() => checkPaths('read.csv', ['a', { header: true }])).to.throw(
      "read.csv must get paths, texts that are not empty; got { header: true }. Options go before it: read.option('header', true).csv(path).",
    );
  });

  it('refuses empty paths, in which the whole working directory would be read', () => {
    expect(() => NNImageReader.readImages('', {} as never)).to.throw(
      "NNImageReader.readImages must get paths, texts that are not empty; got ''",
    );
    expect(() => NNImageReader.readImages([], {} as never)).to.throw('must get at least one path; got []');
    expect(() => NNImageReader.readImages(undefined as never, {} as never)).to.throw('got undefined');
  });
});
