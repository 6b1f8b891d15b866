import type { Metadata } from 'sharp';
import { ExecutionError } from '#lib/errors.js';
import { decodeJpeg, isPlainJpeg } from './decode-jpeg.js';
import { readJpegHeader } from './jpeg-header.js';
import type { JpegHeader } from './jpeg-header.js';
import { loadLibvips } from './libvips.js';
import type { Libvips } from './libvips.js';
import { loadSharp } from './load-sharp.js';
import { orientPixels, swapsSides } from './orient.js';
import type { Size } from './resample.js';
import type { Workspace } from './workspace.js';

/**
 * The bytes of an image file of any format that sharp reads. Pixels come out as 8-bit RGB, upright: EXIF orientation is applied;
 * 16-bit, greyscale, palette and CMYK are converted (CMYK by its profile); transparency is dropped and of an animation the
 * first picture is taken. RGB profiles are not applied, as OpenCV, Pillow and TensorFlow do not.
 */
export class EncodedImage {
  readonly #bytes: Uint8Array;
  readonly #origin: string;
  readonly #jpeg: { header: JpegHeader; vips: Libvips } | undefined;
  /** The size of the upright image. */
  readonly size: Size;
  /** Channels as stored: 1 grey, 3 colour, 4 with transparency or CMYK. */
  readonly channels: number;
  readonly #cmyk: boolean;

  private constructor(
    bytes: Uint8Array,
    origin: string,
    facts: { size: Size; channels: number; cmyk: boolean; jpeg?: { header: JpegHeader; vips: Libvips } },
  ) {
    this.#bytes = bytes;
    this.#origin = origin;
    this.#jpeg = facts.jpeg;
    this.#cmyk = facts.cmyk;
    this.size = facts.size;
    this.channels = facts.channels;
  }

  /** Reads the header. Rejects with an error that names `origin` where the bytes are no image. */
  static async open(bytes: Uint8Array, origin: string): Promise<EncodedImage> {
    const header = readJpegHeader(bytes);
    if (header !== undefined && isPlainJpeg(header)) {
      const vips = await loadLibvips();
      const size = swapsSides(header.orientation)
        ? { width: header.height, height: header.width }
        : { width: header.width, height: header.height };
      return new EncodedImage(bytes, origin, { size, channels: 3, cmyk: false, ...(vips && { jpeg: { header, vips } }) });
    }
    const facts = await metadataOf(bytes, origin);
    const { width, height } = facts.autoOrient;
    return new EncodedImage(bytes, origin, { size: { width, height }, channels: facts.channels, cmyk: facts.space === 'cmyk' });
  }

  /**
   * Decodes into the workspace, scaled down by a power of two where the format can do that while decoding and at least `wanted`
   * x 2 is left. Gives the size that the pixels have. Rejects with an error that names the file where it is damaged.
   */
  decode(workspace: Workspace, wanted: Size = this.size): Size | Promise<Size> {
    if (this.#jpeg !== undefined) {
      const { header, vips } = this.#jpeg;
      const decoded = decodeJpeg(vips, this.#bytes, header, shrinkFor(this.size, wanted), workspace);
      if (decoded !== undefined) return upright(workspace, decoded, header.orientation);
    }
    return this.#decodeBySharp(workspace);
  }

  async #decodeBySharp(workspace: Workspace): Promise<Size> {
    const sharp = await loadSharp();
    const { data, info } = await sharp(this.#bytes, { ignoreIcc: !this.#cmyk, failOn: 'error' })
      .autoOrient()
      .toColourspace('srgb')
      .removeAlpha()
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true })
      .catch((cause: unknown) => {
        throw unreadable(this.#origin, this.#bytes, cause);
      });
    workspace.reservePixels(data.length).set(data);
    return { width: info.width, height: info.height };
  }
}

async function metadataOf(bytes: Uint8Array, origin: string): Promise<Metadata> {
  const sharp = await loadSharp();
  try {
    return await sharp(bytes).metadata();
  } catch (cause) {
    throw unreadable(origin, bytes, cause); // of an empty file sharp says so at once, not by a rejection
  }
}

/** 8, 4, 2 or 1: the most that an image can shrink while it is decoded and still be twice as large as wanted. */
export function shrinkFor(size: Size, wanted: Size): number {
  const ratio = Math.min(size.width / wanted.width, size.height / wanted.height) / 2;
  return ratio >= 8 ? 8 : ratio >= 4 ? 4 : ratio >= 2 ? 2 : 1;
}

function upright(workspace: Workspace, size: Size, orientation: number): Size {
  const bytes = size.width * size.height * 3;
  workspace.keepPixels(bytes);
  return orientPixels(new Uint8Array(workspace.kernel.memory.buffer, workspace.pixelsAt, bytes), size, orientation);
}

function unreadable(origin: string, bytes: Uint8Array, cause: unknown): ExecutionError {
  const found = bytes.length === 0 ? 'the file is empty' : (cause instanceof Error ? cause.message : String(cause)).split('\n')[0]!;
  return new ExecutionError(
    'CANNOT_READ_IMAGE',
    `${origin} must be a whole image that sharp can read; got ${found} (${bytes.length} bytes). Remove the file, or read with dropInvalid: true.`,
    { cause },
  );
}
