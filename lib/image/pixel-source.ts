import { ExecutionError } from '#lib/errors.js';
import type { Size } from './resample.js';
import { CV_8UC1, CV_8UC3, CV_8UC4, ENCODED } from './schema.js';
import type { ImageRow } from './schema.js';
import { EncodedImage } from './encoded-image.js';
import type { Workspace } from './workspace.js';

/** Where an image's pixels come from: they are put into a workspace as RGB when they are needed. */
export interface PixelSource {
  readonly size: Size;
  /** The pixels may come smaller than `size`, but not smaller than twice what is wanted. Gives the size they have. */
  decode(workspace: Workspace, wanted?: Size): Size | Promise<Size>;
}

const rawChannels: Readonly<Record<number, number>> = { [CV_8UC1]: 1, [CV_8UC3]: 3, [CV_8UC4]: 4 };

/** The pixels of a row of an image column: a file's bytes, or raw rows of grey, BGR or BGRA. */
export function pixelSource(row: ImageRow, origin: string): Promise<PixelSource> | PixelSource {
  if (row.mode === ENCODED) return EncodedImage.open(row.data, origin);
  const channels = rawChannels[row.mode];
  if (channels === undefined) {
    throw new ExecutionError(
      'UNSUPPORTED_IMAGE_MODE',
      `${origin}: mode must be -1 (a file's bytes), 0 (CV_8UC1), 16 (CV_8UC3) or 24 (CV_8UC4); got ${row.mode}.`,
    );
  }
  const expected = row.height * row.width * channels;
  if (row.data.length !== expected || row.height < 1 || row.width < 1) {
    throw new ExecutionError(
      'INVALID_IMAGE_SIZE',
      `${origin}: data must hold ${row.height} x ${row.width} x ${channels} bytes, at least one; got ${row.data.length}.`,
    );
  }
  return {
    size: { width: row.width, height: row.height },
    decode: (workspace) => {
      rgbFromRaw(row.data, channels, workspace.reservePixels(row.width * row.height * 3));
      return { width: row.width, height: row.height };
    },
  };
}

function rgbFromRaw(data: Uint8Array, channels: number, rgb: Uint8Array): void {
  const last = channels === 1 ? 0 : 2;
  for (let from = 0, to = 0; to < rgb.length; from += channels, to += 3) {
    rgb[to] = data[from + last]!;
    rgb[to + 1] = data[from + last / 2]!;
    rgb[to + 2] = data[from]!;
  }
}
