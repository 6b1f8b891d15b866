import { newKernel } from './wasm/resample-kernel.js';
import type { ResampleKernel } from './wasm/resample-kernel.js';

/** Where the pixels of the image at work begin, in bytes; the kernel's constants lie before. */
const PIXELS = 64;
/** A memory that one huge image made larger than this is not kept. */
const KEEP_BYTES = 1 << 28;
const PAGE = 1 << 16;

/** The memory in which one image at a time is decoded and resampled: grown when an image needs it, used again by the next. */
export class Workspace {
  readonly kernel: ResampleKernel = newKernel();
  readonly pixelsAt = PIXELS;
  #used = PIXELS;

  /** Room for the `bytes` of the decoded image, rows of RGB. Views of it are good until the next `reserve`. */
  reservePixels(bytes: number): Uint8Array {
    this.#used = PIXELS;
    const at = this.reserve(bytes);
    return new Uint8Array(this.kernel.memory.buffer, at, bytes);
  }

  /** The address of `bytes` more bytes, aligned to 16; all that was reserved since the pixels stays. */
  reserve(bytes: number): number {
    const at = (this.#used + 15) & ~15;
    this.#used = at + bytes;
    const missing = this.#used - this.kernel.memory.buffer.byteLength;
    if (missing > 0) this.kernel.memory.grow(Math.ceil(missing / PAGE));
    return at;
  }

  /** Forgets what was reserved after the first `bytes` bytes of pixels. */
  keepPixels(bytes: number): void {
    this.#used = PIXELS + bytes;
  }

  get large(): boolean {
    return this.kernel.memory.buffer.byteLength > KEEP_BYTES;
  }
}

const free: Workspace[] = [];

/** A workspace of this thread for one image, until `giveWorkspace`: as many are made as images are in flight. */
export const takeWorkspace = (): Workspace => free.pop() ?? new Workspace();

export function giveWorkspace(workspace: Workspace): void {
  if (!workspace.large) free.push(workspace);
}
