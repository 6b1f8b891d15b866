import type { JpegHeader } from './jpeg-header.js';
import type { Libvips } from './libvips.js';
import type { Size } from './resample.js';
import type { Workspace } from './workspace.js';

const SEQUENTIAL = 1;
const FAIL_ON_ERROR = 2;
const UCHAR = 0;
/** Rows decoded at a time: whole blocks of a JPEG, and small enough to stay in the cache. */
const STRIP = 16;
const MAX_PIXELS = 2 ** 28;

/** Whether `decodeJpeg` takes such a file: 8 bits, three components, of a sane size. */
export const isPlainJpeg = ({ bits, components, width, height }: JpegHeader): boolean =>
  bits === 8 && components === 3 && width * height > 0 && width * height <= MAX_PIXELS;

/**
 * Decodes a plain JPEG into the workspace as RGB, 1/`shrink` of its size (1, 2, 4 or 8, while the blocks are decoded), as stored:
 * neither orientation nor colour profile is applied. Undefined where the file is damaged: the general path says how.
 */
export function decodeJpeg(vips: Libvips, bytes: Uint8Array, header: JpegHeader, shrink: number, workspace: Workspace): Size | undefined {
  const width = Math.ceil(header.width / shrink);
  const height = Math.ceil(header.height / shrink);
  workspace.reservePixels(width * height * 3);
  const stripped = withoutMetadata(bytes, header, workspace);
  const pixels = new Uint8Array(workspace.kernel.memory.buffer, workspace.pixelsAt, width * height * 3);
  const opened: unknown[] = [];
  const keep = (object: unknown): unknown => {
    opened.push(object);
    return object;
  };
  try {
    const out: [unknown] = [null];
    const options = ['char *', 'access', 'int', SEQUENTIAL, 'char *', 'fail_on', 'int', FAIL_ON_ERROR, 'char *', 'shrink', 'int', shrink];
    if (vips.loadJpeg(stripped, stripped.length, out, ...options, 'void *', null) !== 0) return undefined;
    const image = keep(out[0]);
    if (vips.width(image) !== width || vips.height(image) !== height || vips.bands(image) !== 3) return undefined;
    const source = keep(vips.newRegion(image));
    const target = keep(vips.newRegion(keep(vips.imageOnMemory(pixels, pixels.length, width, height, 3, UCHAR))));
    vips.attachRegion(target, { left: 0, top: 0, width, height });
    for (let top = 0; top < height; top += STRIP) {
      const strip = { left: 0, top, width, height: Math.min(STRIP, height - top) };
      if (vips.prepareTo(source, target, strip, 0, top) !== 0) return undefined;
    }
    return { width, height };
  } finally {
    for (const object of opened.reverse()) vips.unref(object);
    vips.clearError();
  }
}

/** A copy of the file that libvips has no EXIF, XMP or profile to parse in: a tenth of the time of a small photo. */
function withoutMetadata(bytes: Uint8Array, { essential }: JpegHeader, workspace: Workspace): Uint8Array {
  const length = essential.reduce((sum, [start, end]) => sum + end - start, 0);
  const start = workspace.reserve(length);
  const copy = new Uint8Array(workspace.kernel.memory.buffer, start, length);
  let at = 0;
  for (const [from, to] of essential) {
    copy.set(bytes.subarray(from, to), at);
    at += to - from;
  }
  return copy;
}
