import type { RecordBatch } from 'apache-arrow';
import { ExecutionError, KindlingError } from '#lib/errors.js';
import type { Field, StructType } from '#lib/types/data-type.js';
import type { Source, TaskContext } from '#lib/workers/task.js';
import type { FileOptions } from './file-options.js';
import { RowBatches } from './row-batches.js';
import type { FilePart } from './text-pieces.js';

/** What reading files in the workers needs to know. */
export interface FileSourceState {
  readonly format: string;
  /** The columns of the files, and after them those of the folders. */
  readonly schema: StructType;
  readonly folders: readonly string[];
  readonly options: FileOptions;
  readonly timeZone: string;
}

/** A part of a file, and the values that its folders give, raw. */
export interface FileSplit extends FilePart {
  readonly values: readonly unknown[];
}

/** The rows of a file part, some at a time: raw values of the fields that were asked for. */
export type ReadRows = (part: FilePart) => Iterable<Rows> | AsyncIterable<Rows>;
type Rows = readonly (readonly unknown[])[];

/**
 * Reads files that DuckDB does not read as Spark does: `open` makes the reader of the columns that are asked for. A file that
 * is gone or broken is an error that names it, unless `ignoreMissingFiles` or `ignoreCorruptFiles` passes over it.
 */
export function fileSource(state: FileSourceState, context: TaskContext, open: (fields: readonly Field[]) => ReadRows): Source {
  return {
    async *read(given, wanted): AsyncGenerator<RecordBatch> {
      const split = given as FileSplit;
      const inFolder = wanted.map((f) => state.folders.indexOf(f.name));
      const rows = open(wanted.filter((_, i) => inFolder[i] === -1))(split);
      const batches = new RowBatches(wanted);
      const placed = placer(inFolder, split.values);
      try {
        for await (const some of rows) {
          context.signal.throwIfAborted();
          for (const row of some) {
            batches.add(placed(row));
            if (batches.isFull) yield batches.take();
          }
          await nextTurn(); // reading never waits: the order to stop is heard here
        }
      } catch (error) {
        const known = readError(error, split.path);
        if (!isIgnored(known, state.options)) throw known;
      }
      if (!batches.isEmpty) yield batches.take();
    },
  };
}

/** A row of a file with the values of its folders in their places. */
function placer(inFolder: readonly number[], values: readonly unknown[]): (row: readonly unknown[]) => readonly unknown[] {
  if (inFolder.every((index) => index === -1)) return (row) => row;
  return (row) => {
    let next = 0;
    return inFolder.map((index) => (index === -1 ? row[next++] : values[index]));
  };
}

const nextTurn = (): Promise<void> => new Promise((resume) => setImmediate(resume));

function isIgnored(error: unknown, options: FileOptions): boolean {
  if (!(error instanceof KindlingError)) return false;
  const asked = (name: string): boolean => options[name]?.toLowerCase() === 'true';
  return error.condition === 'FAILED_READ_FILE.FILE_NOT_EXIST'
    ? asked('ignoremissingfiles')
    : error.condition === 'FAILED_READ_FILE.NO_HINT' && asked('ignorecorruptfiles');
}

/** What reading a file failed with, as Spark calls it. */
export function readError(error: unknown, path: string): unknown {
  if (error instanceof KindlingError) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return new ExecutionError(
      'FAILED_READ_FILE.FILE_NOT_EXIST',
      `'${path}' must be a file that can be read; it is gone. It was there when the DataFrame was made.`,
      { cause: error, sqlState: 'KD001' },
    );
  if (code === undefined) return error;
  return new ExecutionError('FAILED_READ_FILE.NO_HINT', `'${path}' must be a file that can be read: ${message}`, {
    cause: error,
    sqlState: 'KD001',
  });
}
