/** Below this the objects around the memory are garbage enough for V8 to notice. */
const SMALLEST_COUNTED = 2 ** 16;

/**
 * Part of the size that is counted. A small heap is collected for every 30 MB or so that it hears of, which marks megabytes to
 * free a few batches: counted whole, this was half the time of a cheap function on 10M rows. So a thread may keep some 120 MB of dead ones.
 */
const COUNTED = 1 / 4;

/** ES2024's constructor, which Node has had since 20. */
const ResizableBuffer = ArrayBuffer as unknown as new (bytes: number, options: { maxByteLength: number }) => ArrayBuffer;

const ballast = new WeakMap<SharedArrayBuffer, ArrayBuffer>();

/** Memory that other threads can see, zeroed, and freed when nobody holds it any more. */
export const sharedMemory = (bytes: number): SharedArrayBuffer => countMemory(new SharedArrayBuffer(bytes));

/**
 * Makes this thread's garbage collector see the size of shared memory, and gives the memory back. V8 leaves shared memory
 * out of its count, so a thread that only passes batches on would keep gigabytes of dead ones. It counts an ArrayBuffer
 * that lives as long; a resizable one is mapped and never touched, so it takes addresses but no memory.
 */
export function countMemory(memory: SharedArrayBuffer): SharedArrayBuffer {
  const { byteLength } = memory;
  const counted = Math.ceil(byteLength * COUNTED);
  if (byteLength >= SMALLEST_COUNTED && !ballast.has(memory)) ballast.set(memory, new ResizableBuffer(counted, { maxByteLength: counted }));
  return memory;
}
