import { sharedMemory } from '../shared-memory.js';
type TypedArray = Uint8Array | Int8Array | Int16Array | Int32Array | Uint32Array | Float32Array | Float64Array | BigInt64Array;
export interface TypedArrayClass<A extends TypedArray> {
  new (buffer: SharedArrayBuffer): A;
  readonly BYTES_PER_ELEMENT: number;
}

/** An array of zeros in memory that threads share. */
export const sharedArray = <A extends TypedArray>(type: TypedArrayClass<A>, length: number): A =>
  new type(sharedMemory(length * type.BYTES_PER_ELEMENT));

/** The first `length` elements in an array that is no longer than that; copied only where it is. */
export function exactly<A extends TypedArray>(type: TypedArrayClass<A>, array: A, length: number): A {
  if (array.length === length) return array;
  const copy = sharedArray(type, length);
  (copy as Uint8Array).set(array.subarray(0, length) as Uint8Array);
  return copy;
}

/** The same elements with room for at least `length`, which doubles so that appending stays cheap. */
export function grown<A extends TypedArray>(type: TypedArrayClass<A>, array: A, length: number): A {
  if (length <= array.length) return array;
  const larger = sharedArray(type, Math.max(length, array.length * 2, 64));
  (larger as Uint8Array).set(array as Uint8Array);
  return larger;
}
