import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import sharp, { type Sharp } from 'sharp';
import { ImageResize } from '#lib/image/index.js';
import { readImageRow } from '#lib/image/read-image-row.js';
import { after, encoded } from './picture.js';

const ANTS = '../shared/data/hymenoptera_data/val/ants';
const photos = readdirSync(ANTS)
  .filter((name) => name.endsWith('.jpg'))
  .sort()
  .slice(0, 10)
  .map((name) => readFileSync(join(ANTS, name)));

/** What sharp makes of a file: upright, 8 bits, RGB. */
async function bySharp(bytes: Uint8Array, ignoreIcc = true) {
  const { data, info } = await sharp(bytes, { ignoreIcc })
    .autoOrient()
    .toColourspace('srgb')
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, values: [...data] };
}

function distance(a: readonly number[], b: readonly number[]): { mean: number; most: number } {
  expect([a.length, a.length > 0]).to.deep.equal([b.length, true]);
  let [sum, most] = [0, 0];
  a.forEach((value, i) => {
    const d = Math.abs(value - b[i]!);
    sum += d;
    most = Math.max(most, d);
  });
  return { mean: sum / a.length, most };
}

/** A picture without symmetry: nothing that is turned or exchanged looks the same. */
const drawn = (): Sharp => {
  const data = Uint8Array.from({ length: 24 * 16 * 3 }, (_, i) => {
    const [c, x, y] = [i % 3, Math.floor(i / 3) % 24, Math.floor(i / 72)];
    return c === 0 ? x * 10 : c === 1 ? y * 15 : (x + y) * 6;
  });
  return sharp(data, { raw: { width: 24, height: 16, channels: 3 } });
};

describe('decoding', () => {
  it('gives the pixels of a photograph as sharp does, all of them', async () => {
    for (const photo of photos) {
      const [ours, peer] = [await after(encoded(photo), []), await bySharp(photo)];
      expect([ours.width, ours.height]).to.deep.equal([peer.width, peer.height]);
      expect(distance(ours.values, peer.values).most).to.equal(0);
    }
  });

  const kinds: Record<string, () => Promise<Buffer>> = {
    PNG: () => drawn().png().toBuffer(),
    '16-bit PNG': () => drawn().toColourspace('rgb16').png().toBuffer(),
    '16-bit grey PNG': () => drawn().toColourspace('grey16').png().toBuffer(),
    'palette PNG': () => drawn().png({ palette: true, colours: 16 }).toBuffer(),
    'PNG with alpha': () => drawn().ensureAlpha(0.5).png().toBuffer(),
    'grey PNG': () => drawn().toColourspace('b-w').png().toBuffer(),
    'grey PNG with alpha': () => drawn().toColourspace('b-w').ensureAlpha(0.25).png().toBuffer(),
    'grey JPEG': () => drawn().toColourspace('b-w').jpeg().toBuffer(),
    'progressive JPEG': () => drawn().jpeg({ progressive: true }).toBuffer(),
    'JPEG with all colours': () => drawn().jpeg({ chromaSubsampling: '4:4:4' }).toBuffer(),
    WebP: () => drawn().webp({ lossless: true }).toBuffer(),
    GIF: () => drawn().gif().toBuffer(),
    TIFF: () => drawn().tiff().toBuffer(),
    SVG: () =>
      Promise.resolve(
        Buffer.from(
          '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="7"><rect x="2" y="1" width="4" height="4" fill="#a03060"/></svg>',
        ),
      ),
  };
  for (const [kind, make] of Object.entries(kinds)) {
    it(`gives 8-bit RGB of a ${kind}, as sharp does`, async () => {
      const file = await make();
      const got = await after(encoded(file), []);
      expect(got).to.deep.equal(await bySharp(file));
      expect(new Set(got.values).size).to.be.greaterThan(2);
    });
  }

  it('gives sRGB of a CMYK JPEG, near the colours that it was made of', async () => {
    const file = await drawn().toColourspace('cmyk').jpeg({ quality: 100, chromaSubsampling: '4:4:4' }).toBuffer();
    expect((await sharp(file).metadata()).space).to.equal('cmyk');
    const got = await after(encoded(file), []);
    expect(got).to.deep.equal(await bySharp(file, false));
    expect(distance(got.values, (await after(encoded(await drawn().png().toBuffer()), [])).values).mean).to.be.lessThan(25);
  });

  it('meets 16 bits, palettes and grey in these files', async () => {
    const facts = async (kind: string) => sharp(await kinds[kind]!()).metadata();
    expect([(await facts('16-bit PNG')).depth, (await facts('16-bit grey PNG')).depth]).to.deep.equal(['ushort', 'ushort']);
    const channels = ['grey JPEG', 'grey PNG', '16-bit grey PNG', 'grey PNG with alpha', 'PNG with alpha'].map(
      async (kind) => (await facts(kind)).channels,
    );
    expect(await Promise.all(channels)).to.deep.equal([1, 1, 1, 2, 4]);
    expect((await facts('palette PNG')).isPalette).to.equal(true);
  });

  it('keeps the upper eight of 16 bits', async () => {
    const deep = await sharp(Uint16Array.from([0x1234, 0xabcd, 0xff00]), { raw: { width: 1, height: 1, channels: 3 } })
      .toColourspace('rgb16')
      .png()
      .toBuffer();
    expect((await after(encoded(deep), [])).values).to.deep.equal([0x12, 0xab, 0xff]);
  });

  for (let orientation = 1; orientation <= 8; orientation++) {
    it(`turns a JPEG of EXIF orientation ${orientation} upright, and says the upright size`, async () => {
      const file = await drawn().withMetadata({ orientation }).jpeg({ chromaSubsampling: '4:4:4' }).toBuffer();
      expect(await after(encoded(file), [])).to.deep.equal(await bySharp(file));
      const { width, height } = await readImageRow(file, 'x', { wanted: new Set(['width', 'height']), check: false });
      expect([width, height]).to.deep.equal(orientation < 5 ? [24, 16] : [16, 24]);
    });

    it(`turns a photograph of EXIF orientation ${orientation} that shrinks as it is decoded`, async () => {
      const file = await sharp(photos[0]).withMetadata({ orientation }).jpeg({ quality: 90 }).toBuffer();
      const whole = await sharp(file).autoOrient().raw().toBuffer({ resolveWithObject: true });
      const upright = await sharp(whole.data, { raw: whole.info }).png().toBuffer();
      const [shrunk, scaled] = [
        await after(encoded(file), [new ImageResize(40, 30)]),
        await after(encoded(upright), [new ImageResize(40, 30)]),
      ];
      expect(distance(shrunk.values, scaled.values).mean).to.be.lessThan(2);
    });
  }
});

describe('decoding and resizing', () => {
  for (const [height, width] of [
    [256, 256],
    [64, 48],
  ] as const) {
    it(`agrees with sharp's on real photographs, at ${height} x ${width}`, async () => {
      for (const photo of photos) {
        const ours = await after(encoded(photo), [new ImageResize(height, width)]);
        const peer = await sharp(photo, { ignoreIcc: true })
          .autoOrient()
          .resize(width, height, { fit: 'fill', kernel: 'linear', fastShrinkOnLoad: false })
          .raw()
          .toBuffer();
        const { mean, most } = distance(ours.values, [...peer]);
        // at 64 x 48 the decoder has halved or quartered the picture before; nothing is off by more than rounding otherwise
        expect(mean).to.be.lessThan(height === 256 ? 0.25 : 1.5);
        expect(most).to.be.lessThan(height === 256 ? 12 : 25);
      }
    });
  }
});
