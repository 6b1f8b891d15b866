import { fileURLToPath } from 'node:url';
import type { RecordBatch } from 'apache-arrow';
import { rowsToBatches } from '#lib/arrow/values/rows-to-batches.js';
import { ExecutionError } from '#lib/errors.js';
import { decodeToRow, readImageRow } from '#lib/image/read-image-row.js';
import type { ImageRow } from '#lib/image/schema.js';
import { type Field, struct } from '#lib/types/data-type.js';
import type { Source, SourceTask, TaskContext } from '#lib/workers/task.js';
import { type FileBytes, giveFileBytes, takeFileBytes } from './file-bytes.js';
import { withImageData } from './with-image-data.js';

/** How pictures are read. */
export interface ImageSourceState {
  /** Tells the list of files from others. */
  readonly list: string;
  readonly dropInvalid: boolean;
  /** Decoded and resized to this size; undefined leaves the bytes as they are. */
  readonly resize: { readonly width: number; readonly height: number } | undefined;
}

/** What a reader says of the files that it dropped. */
export interface InvalidImages {
  readonly kind: 'invalid-images';
  /** Tells the list of files that was read from others. */
  readonly list: string;
  readonly count: number;
  readonly files: readonly string[];
}

const BATCH_BYTES = 16 * 2 ** 20;
const BATCH_ROWS = 256;
const NO_BYTES = new Uint8Array(0);

/** Reads pictures in the workers; a split is a list of file URLs. */
export const readImages: SourceTask<ImageSourceState> = (state, context): Source => ({
  async *read(split, fields) {
    const schema = struct(fields);
    const wanted = imageFields(fields);
    const invalid: string[] = [];
    const files = takeFileBytes();
    // Bytes that stay as they are go from the files into the batch, past its rows.
    const keepsFiles = state.resize === undefined && wanted?.has('data') === true;
    let rows: { image: Partial<ImageRow> | null }[] = [];
    let bytes = 0;
    const flush = function* (): Generator<RecordBatch> {
      const batches = rowsToBatches(rows, schema, { batchRows: BATCH_ROWS, batchBytes: 2 * BATCH_BYTES });
      rows = [];
      bytes = 0;
      for (const batch of batches) yield keepsFiles ? withImageData(batch, files) : batch;
    };
    try {
      for (const origin of split as readonly string[]) {
        await nextTurn(); // reading never waits: the order to stop is heard here
        context.signal.throwIfAborted();
        const image = await imageOf(origin, wanted, state, files);
        if (image === null) invalid.push(origin);
        bytes += image?.data?.length ?? 0;
        if (keepsFiles && image === null) files.forgetLast();
        if (!keepsFiles) files.clear();
        rows.push({ image: keepsFiles && image !== null ? { ...image, data: NO_BYTES } : image });
        if (bytes >= BATCH_BYTES || rows.length >= BATCH_ROWS) yield* flush();
      }
      if (rows.length > 0) yield* flush();
    } finally {
      giveFileBytes(files);
    }
    if (invalid.length > 0) report(context, state.list, invalid);
  },
});

/** The fields of the image struct that somebody reads; undefined where not even its nulls matter (rows are counted). */
function imageFields(fields: readonly Field[]): ReadonlySet<string> | undefined {
  const type = fields.find((f) => f.name === 'image')?.type;
  return type?.kind === 'struct' ? new Set(type.fields.map((f) => f.name)) : undefined;
}

/** One row; null where the file is no whole picture and such are dropped. A file whose contents nobody asks for is not opened. */
async function imageOf(
  origin: string,
  wanted: ReadonlySet<string> | undefined,
  state: ImageSourceState,
  files: FileBytes,
): Promise<Partial<ImageRow> | null> {
  const noContents = wanted === undefined || (!state.dropInvalid && [...wanted].every((name) => name === 'origin'));
  if (noContents) return { origin };
  const bytes = contents(origin, files);
  try {
    return state.resize === undefined
      ? await readImageRow(bytes, origin, { wanted, check: state.dropInvalid })
      : await decodeToRow(bytes, origin, state.resize);
  } catch (error) {
    if (state.dropInvalid && error instanceof ExecutionError && error.condition === 'CANNOT_READ_IMAGE') return null;
    throw error;
  }
}

function contents(origin: string, files: FileBytes): Uint8Array {
  const path = fileURLToPath(origin);
  try {
    return files.read(path);
  } catch (cause) {
    throw new ExecutionError(
      'FAILED_READ_FILE.FILE_NOT_EXIST',
      `${path} must be a file that can be read: ${(cause as Error).message}. It was there when the pictures were listed.`,
      { cause, sqlState: 'KD001' },
    );
  }
}

const nextTurn = () => new Promise<void>((resume) => setImmediate(resume));

function report(context: TaskContext, list: string, files: readonly string[]): void {
  context.report({ kind: 'invalid-images', list, count: files.length, files: files.slice(0, 5) } satisfies InvalidImages);
}
