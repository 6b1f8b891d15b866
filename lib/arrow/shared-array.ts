import { sharedMemory } from './shared-memory.js';

/** A typed array over memory of its own that other threads can see. */
export function sharedArray<T>(ArrayType: TypedArrayType<T>, length: number): T {
  return new ArrayType(sharedMemory(length * ArrayType.BYTES_PER_ELEMENT), 0, length);
}

export interface TypedArrayType<T> {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: SharedArrayBuffer, byteOffset: number, length: number): T;
}
