import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import sharp from 'sharp';
import { ExecutionError } from '#lib/errors.js';
import { ImageResize } from '#lib/image/index.js';
import { readImageRow } from '#lib/image/read-image-row.js';
import { rowRandom } from '#lib/image/random.js';
import { takeWorkspace, giveWorkspace } from '#lib/image/workspace.js';
import { after, encoded } from './picture.js';

const ANTS = '../shared/data/hymenoptera_data/val/ants';
const photo = readFileSync(
  join(
    ANTS,
    readdirSync(ANTS)
      .filter((name) => name.endsWith('.jpg'))
      .sort()[0]!,
  ),
);
const whole = { wanted: new Set<string>(), check: true };

async function outcome(bytes: Uint8Array, origin: string): Promise<'whole' | ExecutionError> {
  try {
    await readImageRow(bytes, origin, whole);
    return 'whole';
  } catch (error) {
    expect(error).to.be.instanceOf(ExecutionError);
    return error as ExecutionError;
  }
}

describe('a damaged file', () => {
  it('that was cut off anywhere is an error that names it', async () => {
    const formats = {
      jpeg: photo,
      png: await sharp(photo).resize(64).png().toBuffer(),
      webp: await sharp(photo).resize(64).webp().toBuffer(),
    };
    for (const [format, bytes] of Object.entries(formats)) {
      for (const part of [0, 0.001, 0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99]) {
        const found = await outcome(bytes.subarray(0, Math.floor(bytes.length * part)), `file:///cut.${format}`);
        expect(found, `${format} cut to ${part}`).to.have.property('message').that.includes(`file:///cut.${format} must be a whole image`);
      }
      expect(await outcome(bytes, format)).to.equal('whole');
    }
  });

  it('with any bytes changed gives pixels or an error, and the next image is right', async () => {
    const random = rowRandom(3, 0, 0);
    const right = await after(encoded(photo), [new ImageResize(32, 32)]);
    let errors = 0;
    for (let round = 0; round < 60; round++) {
      const bytes = Uint8Array.from(photo);
      // Half of the changes hit the header, whose lengths and tables steer the decoder.
      for (let i = 0; i < 8; i++) bytes[2 + Math.floor(random() * (round % 2 ? 700 : bytes.length - 2))] = Math.floor(random() * 256);
      if ((await outcome(bytes, 'file:///changed.jpg')) !== 'whole') errors++;
    }
    expect(errors).to.be.greaterThan(5);
    expect(await after(encoded(photo), [new ImageResize(32, 32)])).to.deep.equal(right);
  });
});

describe('decoding many images', () => {
  it('at once gives each its own pixels', async () => {
    const others = await Promise.all(
      [1, 2, 3].map((n) =>
        sharp(photo)
          .rotate(90 * n)
          .jpeg()
          .toBuffer(),
      ),
    );
    const mixed = [photo, await sharp(photo).png().toBuffer(), ...others];
    const alone: unknown[] = [];
    for (const bytes of mixed) alone.push(await after(encoded(bytes), [new ImageResize(16, 16)]));
    const together = await Promise.all([...mixed, ...mixed].map((bytes) => after(encoded(bytes), [new ImageResize(16, 16)])));
    expect(together).to.deep.equal([...alone, ...alone]);
  });

  it('takes bytes in shared memory', async () => {
    const shared = new Uint8Array(new SharedArrayBuffer(photo.length + 5), 5);
    shared.set(photo);
    expect(await after(encoded(shared), [new ImageResize(8, 8)])).to.deep.equal(await after(encoded(photo), [new ImageResize(8, 8)]));
  });

  it('needs no more memory for the last than for the first', async () => {
    const size = () => {
      const workspace = takeWorkspace();
      giveWorkspace(workspace);
      return workspace.kernel.memory.buffer.byteLength;
    };
    await after(encoded(photo), [new ImageResize(64, 64)]);
    const first = size();
    for (let i = 0; i < 50; i++) await after(encoded(photo), [new ImageResize(64, 64)]);
    expect(size()).to.equal(first);
  });

  it('scales the thinnest images', async () => {
    for (const [width, height] of [
      [1, 1],
      [1, 500],
      [500, 1],
      [3, 2],
    ] as const) {
      const flat = await sharp({ create: { width, height, channels: 3, background: '#c86432' } })
        .png()
        .toBuffer();
      for (const [h, w] of [
        [1, 1],
        [7, 5],
        [64, 64],
      ] as const) {
        const { values } = await after(encoded(flat), [new ImageResize(h, w, { interpolation: 'lanczos' })]);
        expect(new Set(values)).to.deep.equal(new Set([200, 100, 50]));
      }
    }
  });
});
