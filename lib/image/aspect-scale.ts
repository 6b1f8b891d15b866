import type { Size } from './resample.js';

export interface AspectScaleOptions {
  /** Width and height become multiples of this (1), rounded down. */
  readonly scaleMultipleOf?: number;
  /** The longest that the longer side may get, in pixels (1000). */
  readonly maxSize?: number;
  /** The least that the image is scaled by; none unless given. */
  readonly minScale?: number;
}

/** The size of an image whose shorter side is scaled to `minSize`, as BigDL computes it. At least one pixel each way. */
export function aspectScale({ width, height }: Size, minSize: number, options: AspectScaleOptions = {}): Size {
  const { scaleMultipleOf = 1, maxSize = 1000, minScale = 0 } = options;
  const longer = Math.max(width, height);
  const scale = Math.max(minScale, minSize / Math.min(width, height));
  const fitting = Math.round(scale * longer) > maxSize ? maxSize / longer : scale;
  const scaled = (side: number): number => {
    const multiple = scaleMultipleOf > 1 ? Math.floor((side * fitting) / scaleMultipleOf) * scaleMultipleOf : Math.round(side * fitting);
    return Math.max(1, multiple);
  };
  return { width: scaled(width), height: scaled(height) };
}
