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
  const place = (i: number): { left: number; top: number } => ({ left: (i % COLUMNS) * CELL, top: Math.floor(i / COLUMNS) * (CELL + TITLE) });
  const thumbnails = await Promise.all(
    pictures.map(async ({ path }, i) => ({
      input: await sharp(fileURLToPath(path)).rotate().resize(PICTURE, PICTURE, { fit: 'cover' }).png().toBuffer(),
      left: place(i).left + (CELL - PICTURE) / 2,
      top: place(i).top + TITLE + (CELL - PICTURE) / 2,
    })),
  );
  const frames = pictures.map(({ title, wrong }, i) => {
    const { left, top } = place(i);
    const colour = wrong ? '#c62828' : '#1b5e20';
    const frame = wrong ? `<rect x="${left + 4}" y="${top + TITLE + 4}" width="${CELL - 8}" height="${CELL - 8}" fill="none" stroke="${colour}" stroke-width="4"/>` : '';
    return `${frame}<text x="${left + CELL / 2}" y="${top + 17}" text-anchor="middle" font-size="15" font-family="DejaVu Sans, Liberation Sans, Arial, sans-serif" fill="${colour}">${escapeXml(title)}</text>`;
  });
  const overlay = Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${COLUMNS * CELL}" height="${height}">${frames.join('')}</svg>`);
  return sharp({ create: { width: COLUMNS * CELL, height, channels: 3, background: '#ffffff' } })
    .composite([...thumbnails, { input: overlay, left: 0, top: 0 }])
    .png()
    .toBuffer();
}

const escapeXml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
