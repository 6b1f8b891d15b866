import { expect } from 'chai';
import { CallNote } from '#lib/workers/whereabouts.js';

describe('CallNote', () => {
  const call = (partition: number) => ({ job: 1, partition, step: 0 });

  it('shows the other side of the memory which call lasts', () => {
    const note = new CallNote();
    const reader = new CallNote(note.memory);
    expect(reader.read().busy).to.equal(false);
    const first = { job: 7, partition: 3, step: 2 };
    note.begin(first);
    expect(reader.read()).to.deep.equal({ ...first, calls: 1, busy: true });
    note.end(first);
    expect(reader.read()).to.deep.equal({ ...first, calls: 2, busy: false });
  });

  it('goes back to a call that still lasts when a later one has ended', () => {
    const note = new CallNote();
    const [outer, inner] = [call(1), call(2)];
    note.begin(outer);
    note.begin(inner);
    note.end(inner);
    expect(note.read()).to.include({ partition: 1, busy: true });
  });

  it('stays with the later call when the earlier one has ended', () => {
    const note = new CallNote();
    const [first, second] = [call(1), call(2)];
    note.begin(first);
    note.begin(second);
    note.end(first);
    expect(note.read()).to.include({ partition: 2, busy: true });
  });
});
