import { setImmediate } from 'node:timers/promises';
import { expect } from 'chai';
import { sharedMemory } from '#lib/arrow/shared-memory.js';

describe('sharedMemory', function () {
  this.timeout(0);

  it('is collected as it is dropped, though V8 does not count it', async () => {
    let alive = 0;
    const registry = new FinalizationRegistry(() => alive--);
    let most = 0;
    for (let i = 0; i < 2400; i++) {
      registry.register(sharedMemory(2 ** 22), undefined);
      most = Math.max(most, ++alive);
      await setImmediate();
    }
    expect(most).to.be.below(1800); // uncounted, all 2,400 stay
  });

  it('is zeroed and of the size asked for', () => {
    expect(new Uint8Array(sharedMemory(70_000)).every((byte) => byte === 0)).to.equal(true);
    expect(sharedMemory(0).byteLength).to.equal(0);
  });
});
