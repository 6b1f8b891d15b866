import {
  add,
  assemble,
  f32x4,
  get,
  i16x8,
  i32,
  i32x4,
  I32,
  lessThan,
  load32,
  repeatWhile,
  set,
  shuffle,
  V128,
  v128,
  zero,
} from './assembler.js';
import type { Code, WasmFunction } from './assembler.js';

/** Weights of both passes are whole numbers that add up to this: 1.0 in 2.14 fixed point. */
export const WEIGHT_ONE = 1 << 14;
/** The line between the passes keeps 6 bits below the point: 8 + 6 bits, signed 16 with room for what overshoots. */
const FIRST_SHIFT = 8;
const SECOND_SHIFT = 20;

/** Where the kernel finds the means of the channels (4 floats) and after them the divisors (4 floats). */
export const CONSTANTS = 0;

/** Gives the bodies names for their locals: the parameters first, then the others. */
const numbered = <const N extends string>(...names: N[]): Record<N, number> =>
  Object.fromEntries(names.map((name, i) => [name, i])) as Record<N, number>;

const plus = (local: number, n: Code): Code => set(local, add(get(local), n));

/**
 * One line of the result, not yet scaled in width: the weighted sum of `pairs` x 2 rows of bytes, 8 bytes a turn.
 * Reads up to 8 bytes and one row too many, with weight 0; writes up to 7 values too many.
 */
function vertical(): WasmFunction {
  const v = numbered('source', 'stride', 'pairs', 'weights', 'line', 'lineEnd', 'row', 'weight', 'weightEnd', 'low', 'high', 'mixed');
  const bothRows = shuffle(
    v128.load64(get(v.row)),
    v128.load64(add(get(v.row), get(v.stride))),
    [0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23],
  );
  const weigh = (values: Code): Code => i32x4.dot(values, v128.load32Splat(get(v.weight)));
  return {
    name: 'vertical',
    parameters: 6,
    locals: [I32, I32, I32, V128, V128, V128],
    body: [
      set(v.weightEnd, add(get(v.weights), get(v.pairs))),
      repeatWhile(
        lessThan(get(v.line), get(v.lineEnd)),
        set(v.low, zero),
        set(v.high, zero),
        set(v.row, get(v.source)),
        set(v.weight, get(v.weights)),
        repeatWhile(
          lessThan(get(v.weight), get(v.weightEnd)),
          set(v.mixed, bothRows),
          set(v.low, i32x4.add(get(v.low), weigh(i16x8.extendLowU(get(v.mixed))))),
          set(v.high, i32x4.add(get(v.high), weigh(i16x8.extendHighU(get(v.mixed))))),
          plus(v.row, add(get(v.stride), get(v.stride))),
          plus(v.weight, i32(4)),
        ),
        v128.store(
          get(v.line),
          i16x8.narrow(i32x4.shiftRight(get(v.low), i32(FIRST_SHIFT)), i32x4.shiftRight(get(v.high), i32(FIRST_SHIFT))),
        ),
        plus(v.source, i32(8)),
        plus(v.line, i32(16)),
      ),
    ],
  };
}

/**
 * Scales a line in width and writes it as floats: (rounded byte - mean) / divisor, a channel at `red`, `green` and `blue`,
 * `step` bytes from pixel to pixel. `starts` holds a byte offset into the line a pixel; each has `pairs` x 2 weights.
 */
function horizontal(): WasmFunction {
  const v = numbered('line', 'starts', 'startsEnd', 'weights', 'pairs', 'red', 'green', 'blue', 'step', 'pixel', 'weightEnd', 'sum');
  const twoPixels = shuffle(v128.load(get(v.pixel)), zero, [0, 1, 6, 7, 2, 3, 8, 9, 4, 5, 10, 11, 16, 17, 16, 17]);
  const rounded = i32x4.shiftRight(i32x4.add(get(v.sum), i32x4.splat(i32(1 << (SECOND_SHIFT - 1)))), i32(SECOND_SHIFT));
  const byte = i32x4.min(i32x4.max(rounded, zero), i32x4.splat(i32(255)));
  const normal = f32x4.divide(f32x4.subtract(f32x4.convert(byte), v128.load(i32(CONSTANTS))), v128.load(i32(CONSTANTS), 16));
  return {
    name: 'horizontal',
    parameters: 9,
    locals: [I32, I32, V128],
    body: [
      repeatWhile(
        lessThan(get(v.starts), get(v.startsEnd)),
        set(v.sum, zero),
        set(v.pixel, add(get(v.line), load32(get(v.starts)))),
        set(v.weightEnd, add(get(v.weights), get(v.pairs))),
        repeatWhile(
          lessThan(get(v.weights), get(v.weightEnd)),
          set(v.sum, i32x4.add(get(v.sum), i32x4.dot(twoPixels, v128.load32Splat(get(v.weights))))),
          plus(v.pixel, i32(12)),
          plus(v.weights, i32(4)),
        ),
        set(v.sum, normal),
        v128.store32Lane(get(v.red), get(v.sum), 0),
        v128.store32Lane(get(v.green), get(v.sum), 1),
        v128.store32Lane(get(v.blue), get(v.sum), 2),
        plus(v.red, get(v.step)),
        plus(v.green, get(v.step)),
        plus(v.blue, get(v.step)),
        plus(v.starts, i32(4)),
      ),
    ],
  };
}

/** The two passes of the resampler, with the memory that they work in. `pairs` counts bytes of weights: 4 a pair. */
export interface ResampleKernel {
  readonly memory: WasmMemory;
  vertical(source: number, stride: number, pairs: number, weights: number, line: number, lineEnd: number): void;
  horizontal(
    line: number,
    starts: number,
    startsEnd: number,
    weights: number,
    pairs: number,
    red: number,
    green: number,
    blue: number,
    step: number,
  ): void;
}

/** What we use of a WebAssembly.Memory. */
export interface WasmMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

// TypeScript declares WebAssembly in its DOM library only; this is the part of it that Node gives.
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object) => { exports: unknown };
};

let compiled: object | undefined;

/** A kernel with a memory of its own. */
export function newKernel(): ResampleKernel {
  compiled ??= new WebAssembly.Module(assemble([vertical(), horizontal()], 1));
  return new WebAssembly.Instance(compiled).exports as ResampleKernel;
}
