import { expect } from 'chai';
import { ByteWindow } from '#lib/workers/byte-window.js';

describe('ByteWindow', () => {
  const settled = async (promise: Promise<unknown>) =>
    Promise.race([promise.then(() => true), new Promise((done) => setTimeout(done, 5, false))]);

  it('lets through what fits, and the rest when there is room', async () => {
    const window = new ByteWindow(10);
    await window.take(6);
    await window.take(4);
    const waiting = window.take(5);
    expect(await settled(waiting)).to.equal(false);
    window.give(4);
    expect(await settled(waiting)).to.equal(false);
    window.give(6);
    expect(await settled(waiting)).to.equal(true);
    expect(window.used).to.equal(5);
  });

  it('lets one thing through that is bigger than the window', async () => {
    const window = new ByteWindow(10);
    await window.take(100);
    expect(await settled(window.take(1))).to.equal(false);
  });

  it('ends every wait when it fails', async () => {
    const window = new ByteWindow(1);
    await window.take(1);
    const waiting = window.take(1).catch((e: Error) => e.message);
    window.fail(new Error('closed'));
    expect(await waiting).to.equal('closed');
    expect(await window.take(0).catch((e: Error) => e.message)).to.equal('closed');
  });
});
