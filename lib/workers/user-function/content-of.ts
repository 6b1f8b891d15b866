import v8 from 'node:v8';

/** Tells shared memory apart by identity: what is in it may change. */
const numbers = new WeakMap<SharedArrayBuffer, number>();
let last = 0;

class ContentWriter extends v8.DefaultSerializer {
  /** Called by V8 for a SharedArrayBuffer, which it writes as this number. */
  _getSharedArrayBufferId(buffer: SharedArrayBuffer): number {
    const number = numbers.get(buffer) ?? ++last;
    numbers.set(buffer, number);
    return number;
  }
}

/** Bytes that are equal for equal plain data, and for the same shared memory. */
export function contentOf(data: unknown): Buffer {
  const writer = new ContentWriter();
  writer.writeHeader();
  writer.writeValue(data);
  return writer.releaseBuffer();
}
