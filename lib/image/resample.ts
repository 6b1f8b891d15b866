import type { Interpolation } from './filter.js';
import { resampleWeights } from './resample-weights.js';
import type { Weights } from './resample-weights.js';
import { CONSTANTS } from './wasm/resample-kernel.js';
import type { Workspace } from './workspace.js';

export interface Size {
  readonly width: number;
  readonly height: number;
}
export interface Rect extends Size {
  readonly left: number;
  readonly top: number;
}

/**
 * What is taken of a source: `rect` of it is scaled to `scaled`, of that `crop` is kept, and that is flipped. All at once, so that
 * only the pixels that are asked for are computed.
 */
export interface View {
  readonly rect: Rect;
  readonly scaled: Size;
  readonly crop: Rect;
  readonly flipX: boolean;
  readonly flipY: boolean;
  readonly interpolation: Interpolation;
}

/** How pixels become floats: (byte - mean) / divisor, by channel, in planes (NCHW) or pixel by pixel (NHWC), RGB or BGR. */
export interface Output {
  readonly means: readonly [number, number, number];
  readonly divisors: readonly [number, number, number];
  readonly format: 'NCHW' | 'NHWC';
  readonly bgr: boolean;
}

/** The whole of a source, as it is. */
export const wholeView = ({ width, height }: Size): View => {
  const rect = { left: 0, top: 0, width, height };
  return { rect, scaled: rect, crop: rect, flipX: false, flipY: false, interpolation: 'linear' };
};

/** Writes a view of the RGB pixels in a workspace (`sourceWidth` pixels a row) into `target` from `offset` on. */
export function resample(
  workspace: Workspace,
  sourceWidth: number,
  view: View,
  output: Output,
  target: Float32Array,
  offset: number,
): void {
  const { rect, scaled, crop, interpolation } = view;
  const x = resampleWeights(rect.width, scaled.width, crop.left, crop.width, interpolation);
  const y = resampleWeights(rect.height, scaled.height, crop.top, crop.height, interpolation);
  const stride = sourceWidth * 3;
  // The kernel reads rows and pixels past the last one with weight 0: room for them, so that it stays inside the memory.
  workspace.reserve((2 * y.pairs + 1) * stride + 16);
  const line = workspace.reserve((x.end - x.start) * 6 + x.pairs * 12 + 32);
  const starts = store(
    workspace,
    x.first.map((pixel) => (pixel - x.start) * 6),
  );
  const xWeights = store(workspace, x.values);
  const yWeights = store(workspace, y.values);
  const floats = crop.width * crop.height * 3;
  const out = workspace.reserve(floats * 4);
  const { kernel } = workspace;
  const { buffer } = kernel.memory;
  new Float32Array(buffer, CONSTANTS, 8).set([...output.means, 0, ...output.divisors, 1]);

  const lineEnd = line + (x.end - x.start) * 6;
  const corner = workspace.pixelsAt + (rect.left + x.start) * 3 + rect.top * stride;
  const pixels = pixelAddresses(view, output);
  for (let row = 0; row < crop.height; row++) {
    kernel.vertical(corner + y.first[row]! * stride, stride, y.pairs * 4, yWeights + row * y.pairs * 4, line, lineEnd);
    const at = out + pixels.row(row);
    kernel.horizontal(
      line,
      starts,
      starts + crop.width * 4,
      xWeights,
      x.pairs * 4,
      at + pixels.red,
      at + pixels.green,
      at + pixels.blue,
      pixels.step,
    );
  }
  target.set(new Float32Array(buffer, out, floats), offset);
}

/** Where the pixels of a row go, in bytes from the start of the result; a flipped row is written from its end. */
function pixelAddresses({ crop, flipX, flipY }: View, { format, bgr }: Output) {
  const pixel = format === 'NCHW' ? 4 : 12;
  const channel = format === 'NCHW' ? crop.width * crop.height * 4 : 4;
  const start = flipX ? (crop.width - 1) * pixel : 0;
  return {
    red: start + (bgr ? 2 * channel : 0),
    green: start + channel,
    blue: start + (bgr ? 0 : 2 * channel),
    step: flipX ? -pixel : pixel,
    row: (row: number) => (flipY ? crop.height - 1 - row : row) * crop.width * pixel,
  };
}

function store(workspace: Workspace, values: Int32Array | Weights['values']): number {
  const at = workspace.reserve(values.byteLength);
  new Uint8Array(workspace.kernel.memory.buffer, at, values.byteLength).set(
    new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
  );
  return at;
}
