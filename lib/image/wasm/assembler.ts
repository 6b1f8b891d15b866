/**
 * WebAssembly written as TypeScript expressions: each function returns the bytes of an expression or a statement, so that
 * a kernel reads from the outside in and no tool has to compile it. Only the instructions that kernels here use.
 */
export type Code = readonly number[];

export const I32 = 0x7f;
export const V128 = 0x7b;

/** An unsigned LEB128 number. */
const u = (n: number): number[] => (n < 128 ? [n] : [(n & 127) | 128, ...u(n >>> 7)]);
/** A signed LEB128 number. */
const s = (n: number): number[] => (n >= -64 && n < 64 ? [n & 127] : [(n & 127) | 128, ...s(n >> 7)]);

const simd = (op: number, ...args: Code[]): Code => [...args.flat(), 0xfd, ...u(op)];
const simdLoad =
  (op: number) =>
  (address: Code, offset = 0): Code => [...simd(op, address), 0, ...u(offset)];
const binary =
  (op: number) =>
  (a: Code, b: Code): Code => [...a, ...b, op];
const simdBinary =
  (op: number) =>
  (a: Code, b: Code): Code =>
    simd(op, a, b);
const simdUnary =
  (op: number) =>
  (a: Code): Code =>
    simd(op, a);

export const get = (local: number): Code => [0x20, ...u(local)];
export const set = (local: number, value: Code): Code => [...value, 0x21, ...u(local)];
export const i32 = (n: number): Code => [0x41, ...s(n)];
export const add = binary(0x6a);
export const lessThan = binary(0x48);
export const load32 = (address: Code): Code => [...address, 0x28, 0, 0];

/** Runs `body` as long as `condition` holds after it: at least once. */
export const repeatWhile = (condition: Code, ...body: Code[]): Code => [0x03, 0x40, ...body.flat(), ...condition, 0x0d, 0, 0x0b];

export const zero: Code = [0xfd, 12, ...new Array<number>(16).fill(0)];
export const v128 = {
  load: simdLoad(0),
  /** 64 bits, the upper half zero. */
  load64: simdLoad(93),
  /** 32 bits in each lane. */
  load32Splat: simdLoad(9),
  store: (address: Code, value: Code): Code => [...simd(11, address, value), 0, 0],
  /** Stores one 32-bit lane. */
  store32Lane: (address: Code, value: Code, lane: number): Code => [...simd(90, address, value), 0, 0, lane],
};
/** Bytes of `a` (0 to 15) and `b` (16 to 31) by their numbers. */
export const shuffle = (a: Code, b: Code, lanes: Code): Code => [...simd(13, a, b), ...lanes];
export const i16x8 = { extendLowU: simdUnary(137), extendHighU: simdUnary(138), narrow: simdBinary(133) };
export const i32x4 = {
  splat: simdUnary(17),
  add: simdBinary(174),
  shiftRight: simdBinary(172),
  min: simdBinary(182),
  max: simdBinary(184),
  /** Products of signed 16-bit lanes, neighbours added. */
  dot: simdBinary(186),
};
export const f32x4 = { convert: simdUnary(250), subtract: simdBinary(229), divide: simdBinary(231) };

/** A function of `parameters` i32 numbers with further locals of the given types, returning nothing. */
export interface WasmFunction {
  readonly name: string;
  readonly parameters: number;
  readonly locals: readonly number[];
  readonly body: readonly Code[];
}

const section = (id: number, bytes: Code): Code => [id, ...u(bytes.length), ...bytes];
const list = (items: readonly Code[]): Code => [...u(items.length), ...items.flat()];
const text = (value: string): Code => [...u(value.length), ...Buffer.from(value)];

/** The bytes of a module that exports `functions` and its `memory` of `pages` pages of 64 KB. */
export function assemble(functions: readonly WasmFunction[], pages: number): Uint8Array<ArrayBuffer> {
  const types = functions.map((f) => [0x60, ...list(new Array<Code>(f.parameters).fill([I32])), 0]);
  const bodies = functions.map((f) => {
    const code = [...list(f.locals.map((type) => [1, type])), ...f.body.flat(), 0x0b];
    return [...u(code.length), ...code];
  });
  return new Uint8Array([
    0,
    0x61,
    0x73,
    0x6d,
    1,
    0,
    0,
    0,
    ...section(1, list(types)),
    ...section(3, list(functions.map((_, i) => u(i)))),
    ...section(5, [1, 0, ...u(pages)]),
    ...section(7, list([[...text('memory'), 2, 0], ...functions.map((f, i) => [...text(f.name), 0, ...u(i)])])),
    ...section(10, list(bodies)),
  ]);
}
