import { closeSync, createReadStream, openSync, readSync } from 'node:fs';
import { type RecordBatch, RecordBatchReader, type Schema } from 'apache-arrow';
import { ExecutionError } from '#lib/errors.js';

const MAGIC = 'ARROW1';

/** The schema of an Arrow IPC file (Feather) or stream, from its first message. This thread waits. */
export function arrowFileSchema(path: string): Schema {
  const file = openSync(path, 'r');
  try {
    const start = startOf(file, path);
    const head = bytesAt(file, start, 8);
    const [marker = 0, size = 0] = head.length < 8 ? [] : [head.readInt32LE(0), head.readInt32LE(4)];
    if (marker !== -1 || size <= 0 || size > 2 ** 28) noArrow(path);
    const message = bytesAt(file, start, 8 + size);
    return RecordBatchReader.from(Buffer.concat([message, Buffer.from([255, 255, 255, 255, 0, 0, 0, 0])])).open().schema;
  } catch (error) {
    throw arrowError(error, path);
  } finally {
    closeSync(file);
  }
}

/** The batches of an Arrow IPC file or stream, one at a time. */
export async function* arrowBatches(path: string): AsyncGenerator<RecordBatch> {
  const file = openSync(path, 'r');
  let start: number;
  try {
    start = startOf(file, path);
  } finally {
    closeSync(file);
  }
  // behind its first bytes a file is a stream, which ends with a mark before the list of its batches
  const bytes = createReadStream(path, { start, highWaterMark: 1 << 20 });
  try {
    const reader = await (await RecordBatchReader.from(bytes)).open();
    for await (const batch of reader) yield batch;
  } catch (error) {
    throw arrowError(error, path);
  } finally {
    bytes.destroy();
  }
}

function startOf(file: number, path: string): number {
  const magic = bytesAt(file, 0, 6).toString('latin1');
  if (magic.startsWith('FEA1')) noArrow(path, 'It is Feather of version 1: write it again with version 2.');
  return magic === MAGIC ? 8 : 0;
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
