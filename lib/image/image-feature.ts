import { ExecutionError } from '#lib/errors.js';
import type { Interpolation } from './filter.js';
import type { PixelSource } from './pixel-source.js';
import { resample, wholeView } from './resample.js';
import type { Output, Rect, Size, View } from './resample.js';
import { writeFloats } from './write-floats.js';
import { giveWorkspace, takeWorkspace } from './workspace.js';

type Triple = readonly [number, number, number];
const asTheyAre: Output = { means: [0, 0, 0], divisors: [1, 1, 1], format: 'NHWC', bgr: false };

/**
 * An image on its way through a chain (BigDL's ImageFeature). Pixels are RGB. Resizing, cropping, flipping and normalising are
 * only noted down; the image is decoded once, when pixels are asked for, and then all of that happens in one pass.
 */
export class ImageFeature {
  readonly origin: string;
  #source: PixelSource | undefined;
  /** Pixels that a step has changed: bytes, or floats once they were normalised in a way that cannot wait. */
  #pixels: Uint8Array | Float32Array | undefined;
  #view: View;
  #means: Triple = [0, 0, 0];
  #divisors: Triple = [1, 1, 1];

  constructor(origin: string, source: PixelSource) {
    this.origin = origin;
    this.#source = source;
    this.#view = wholeView(source.size);
  }

  /** The size that the image has now. */
  get width(): number {
    return this.#view.crop.width;
  }
  get height(): number {
    return this.#view.crop.height;
  }

  /** Whether pixels are still the bytes 0 to 255 of the image. */
  get isBytes(): boolean {
    return !(this.#pixels instanceof Float32Array) && [...this.#means, ...this.#divisors].join() === '0,0,0,1,1,1';
  }

  async resize(width: number, height: number, interpolation: Interpolation): Promise<void> {
    if (width === this.width && height === this.height) return;
    const { rect, scaled } = this.#view;
    if (this.#pixels instanceof Float32Array) throw this.#tooLate('resized');
    if (scaled.width !== rect.width || scaled.height !== rect.height) await this.#settle();
    const { crop } = this.#view;
    // Nothing is scaled yet: what was cropped is the part of the source that is scaled now.
    const part = { ...crop, left: this.#view.rect.left + crop.left, top: this.#view.rect.top + crop.top };
    this.#view = { ...this.#view, rect: part, scaled: { width, height }, crop: { left: 0, top: 0, width, height }, interpolation };
  }

  /** Keeps a part. It must lie within the image. */
  crop({ left, top, width, height }: Rect): void {
    if (width < 1 || height < 1 || left < 0 || top < 0 || left + width > this.width || top + height > this.height) {
      throw new ExecutionError(
        'IMAGE_CROP_OUTSIDE',
        `a crop must lie within the image of ${this.width} x ${this.height}; got ${width} x ${height} at ${left}, ${top}. Resize before, or crop less.`,
      );
    }
    const { crop, flipX, flipY } = this.#view;
    const x = flipX ? crop.width - left - width : left;
    const y = flipY ? crop.height - top - height : top;
    this.#view = { ...this.#view, crop: { left: crop.left + x, top: crop.top + y, width, height } };
  }

  flip(horizontally: boolean, vertically: boolean): void {
    const { flipX, flipY } = this.#view;
    this.#view = { ...this.#view, flipX: flipX !== horizontally, flipY: flipY !== vertically };
  }

  /** Pixels become (pixel - mean) / divisor, by channel. */
  normalize(means: Triple, divisors: Triple): void {
    const [m, d] = [this.#means, this.#divisors];
    this.#means = m.map((mean, c) => mean + means[c]! * d[c]!) as unknown as Triple;
    this.#divisors = d.map((divisor, c) => divisor * divisors[c]!) as unknown as Triple;
  }

  /** The pixels as bytes, RGB by RGB, for a step to change in place. */
  async bytes(): Promise<Uint8Array> {
    if (!this.isBytes) throw this.#tooLate('changed as bytes');
    await this.#settle();
    return this.#pixels as Uint8Array;
  }

  /** The pixels as floats, RGB by RGB, for a step to change in place; what was normalised before is applied. */
  async floats(): Promise<Float32Array> {
    const pixels = new Float32Array(this.width * this.height * 3);
    await this.write(asTheyAre, pixels, 0);
    this.#keep(pixels, this);
    return pixels;
  }

  /** Replaces the image by other bytes. */
  replace(pixels: Uint8Array, size: Size): void {
    this.#keep(pixels, size);
  }

  /** Writes the image as floats. */
  async write({ format, bgr }: Pick<Output, 'format' | 'bgr'>, target: Float32Array, offset: number): Promise<void> {
    const output: Output = { means: this.#means, divisors: this.#divisors, format, bgr };
    const pixels = this.#pixels;
    if (pixels instanceof Float32Array) return writeFloats(pixels, this.#view, output, target, offset);
    const workspace = takeWorkspace();
    try {
      const full = this.#fullSize();
      const { scaled, rect } = this.#view;
      // What the whole image would measure if all of it were scaled as the part is.
      const wanted = { width: (scaled.width * full.width) / rect.width, height: (scaled.height * full.height) / rect.height };
      const size = pixels === undefined ? await this.#source!.decode(workspace, wanted) : full;
      if (pixels !== undefined) workspace.reservePixels(pixels.length).set(pixels);
      resample(workspace, size.width, shrunk(this.#view, full, size), output, target, offset);
    } finally {
      giveWorkspace(workspace);
    }
  }

  #baseSize: Size | undefined;
  #fullSize(): Size {
    return this.#baseSize ?? this.#source!.size;
  }

  /** Computes the bytes of the view, which become the whole image. */
  async #settle(): Promise<void> {
    const { width, height } = this;
    if (this.#pixels instanceof Uint8Array && isWhole(this.#view)) return;
    const [means, divisors] = [this.#means, this.#divisors];
    [this.#means, this.#divisors] = [
      [0, 0, 0],
      [1, 1, 1],
    ];
    const floats = new Float32Array(width * height * 3);
    await this.write(asTheyAre, floats, 0);
    this.#keep(Uint8Array.from(floats), { width, height });
    [this.#means, this.#divisors] = [means, divisors];
  }

  #keep(pixels: Uint8Array | Float32Array, { width, height }: Size): void {
    this.#pixels = pixels;
    this.#source = undefined;
    this.#baseSize = { width, height };
    this.#view = wholeView(this.#baseSize);
    [this.#means, this.#divisors] = [
      [0, 0, 0],
      [1, 1, 1],
    ];
  }

  #tooLate(what: string): ExecutionError {
    return new ExecutionError(
      'IMAGE_ALREADY_NORMALIZED',
      `an image can be ${what} only before it is normalised. Move this step before the normalising ones.`,
    );
  }
}

const isWhole = ({ rect, scaled, crop, flipX, flipY }: View): boolean =>
  !flipX && !flipY && [scaled, crop].every((part) => part.width === rect.width && part.height === rect.height);

/** The view of an image that came smaller from its decoder: the same part of it, to the nearest pixel. */
function shrunk(view: View, full: Size, size: Size): View {
  if (full.width === size.width && full.height === size.height) return view;
  const [x, y] = [size.width / full.width, size.height / full.height];
  const left = Math.round(view.rect.left * x);
  const top = Math.round(view.rect.top * y);
  const width = Math.max(1, Math.round((view.rect.left + view.rect.width) * x) - left);
  const height = Math.max(1, Math.round((view.rect.top + view.rect.height) * y) - top);
  return { ...view, rect: { left, top, width, height } };
}
