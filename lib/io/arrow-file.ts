import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { type RecordBatch, RecordBatchReader, type Schema } from 'apache-arrow';
import { Footer } from 'apache-arrow/ipc/metadata/file';
import { ExecutionError } from '#lib/errors.js';

const MAGIC = 'ARROW1';
const CHUNK = 1 << 20;

/** The schema of an Arrow IPC file (Feather), from its end, or of a stream, from its first message. This thread waits. */
export function arrowFileSchema(path: string): Schema {
  const file = openSync(path, 'r');
  try {
    return isFile(file, path) ? footerSchema(file, path) : streamSchema(file, path);
  } catch (error) {
    throw arrowError(error, path);
  } finally {
    closeSync(file);
  }
}

function footerSchema(file: number, path: string): Schema {
  const { size } = fstatSync(file);
  const tail = bytesAt(file, size - 10, 10);
  const length = tail.length < 10 || tail.toString('latin1', 4) !== MAGIC ? 0 : tail.readInt32LE(0);
  if (length <= 0 || length > size - 18) noArrow(path, 'Its end is missing: was it written whole?');
  return Footer.decode(bytesAt(file, size - 10 - length, length)).schema;
}

function streamSchema(file: number, path: string): Schema {
  const head = bytesAt(file, 0, 8);
  const [marker = 0, size = 0] = head.length < 8 ? [] : [head.readInt32LE(0), head.readInt32LE(4)];
  if (marker !== -1 || size <= 0 || size > 2 ** 28) noArrow(path);
  const message = bytesAt(file, 0, 8 + size);
  return RecordBatchReader.from(Buffer.concat([message, Buffer.from([255, 255, 255, 255, 0, 0, 0, 0])])).open().schema;
}

/** The batches of an Arrow IPC file or stream, one at a time. */
export async function* arrowBatches(path: string): AsyncGenerator<RecordBatch> {
  const handle = await open(path);
  try {
    // a file is read by the list of batches at its end, which its first bytes promise
    const source = isFile(handle.fd, path) ? await RecordBatchReader.from(handle) : RecordBatchReader.from(chunks(handle.fd));
    for await (const batch of await source.open()) yield batch;
  } catch (error) {
    throw arrowError(error, path);
  } finally {
    await handle.close();
  }
}

function* chunks(file: number): Generator<Uint8Array> {
  for (let at = 0; ; ) {
    const bytes = bytesAt(file, at, CHUNK);
    if (bytes.length === 0) return;
    at += bytes.length;
    yield bytes;
  }
}

/** Whether it is of the form of files; otherwise it may be a stream. */
function isFile(file: number, path: string): boolean {
  const magic = bytesAt(file, 0, 6).toString('latin1');
  if (magic.startsWith('FEA1')) noArrow(path, 'It is Feather of version 1: write it again with version 2.');
  return magic === MAGIC;
}

function bytesAt(file: number, from: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  return bytes.subarray(0, readSync(file, bytes, 0, length, from));
}

function noArrow(path: string, way = 'Is it of another format?'): never {
  throw new ExecutionError('FAILED_READ_FILE.NO_HINT', `'${path}' must be an Arrow IPC file or stream. ${way}`, { sqlState: 'KD001' });
}

function arrowError(error: unknown, path: string): unknown {
  if (error instanceof ExecutionError || (error as NodeJS.ErrnoException).code !== undefined) return error;
  const text = (error as Error).message;
  const way = /compress|codec/i.test(text) ? " Write it without compression: compression='uncompressed'." : '';
  return new ExecutionError('FAILED_READ_FILE.NO_HINT', `'${path}' must be a whole Arrow IPC file or stream: ${text}.${way}`, {
    cause: error,
    sqlState: 'KD001',
  });
}
