import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

/** A picture and what the model says of it. */
export interface Judged {
  /** The file's URL. */
  readonly path: string;
  readonly title: string;
  readonly wrong: boolean;
}

const CELL = 150;
const PICTURE = 134;
const TITLE = 22;
const COLUMNS = 8;

/** A PNG of the pictures with their titles above; wrong ones have a red frame and title. */
export async function contactSheet(pictures: readonly Judged[]): Promise<Uint8Array> {
  const rows = Math.ceil(pictures.length / COLUMNS);
  const height = rows * (CELL + TITLE);
  const place = (i: number): { left: number; top: number } => ({
    left: (i % COLUMNS) * CELL,
    top: Math.floor(i / COLUMNS) * (CELL + TITLE),
  });
  const width = COLUMNS * CELL;
  const sheet = Buffer.alloc(width * height * 3, 255);
  await Promise.all(
    pictures.map(async ({ path }, i) => {
      const pixels = await sharp(fileURLToPath(path))
        .rotate()
        .resize(PICTURE, PICTURE, { fit: 'cover' })
        .toColourspace('srgb')
        .removeAlpha()
        .raw()
        .toBuffer();
      const left = place(i).left + (CELL - PICTURE) / 2;
      const top = place(i).top + TITLE + (CELL - PICTURE) / 2;
      for (let row = 0; row < PICTURE; row++)
        sheet.set(pixels.subarray(row * PICTURE * 3, (row + 1) * PICTURE * 3), ((top + row) * width + left) * 3);
    }),
  );
  const frames = pictures.map(({ title, wrong }, i) => {
    const { left, top } = place(i);
    const colour = wrong ? '#c62828' : '#1b5e20';
    const frame = wrong
      ? `<rect x="${left + 4}" y="${top + TITLE + 4}" width="${CELL - 8}" height="${CELL - 8}" fill="none" stroke="${colour}" stroke-width="4"/>`
      : '';
    return `${frame}<text x="${left + CELL / 2}" y="${top + 17}" text-anchor="middle" font-size="15" font-family="DejaVu Sans, Liberation Sans, Arial, sans-serif" fill="${colour}">${escapeXml(title)}</text>`;
  });
  const overlay = Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${frames.join('')}</svg>`);
  return sharp(sheet, { raw: { width, height, channels: 3 } })
    .composite([{ input: overlay, left: 0, top: 0 }])
    .removeAlpha()
    .png()
    .toBuffer();
}

const escapeXml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
