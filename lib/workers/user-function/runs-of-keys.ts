import type { RecordBatch } from 'apache-arrow';
import { sliceBatch } from '#lib/arrow/slice-batch.js';
import { columnReader, type Reader } from '#lib/arrow/values/column-reader.js';
import type { StructType } from '#lib/types/data-type.js';

/** Rows with equal keys, which stand one behind the other, in as many pieces as batches have them. */
export interface KeyRun {
  readonly keys: readonly unknown[];
  readonly pieces: readonly RecordBatch[];
}

/** Cuts sorted batches where the keys change. Nulls are equal to each other, and so are NaNs. */
export async function* runsOfKeys(
  batches: AsyncIterable<RecordBatch>,
  schema: StructType,
  places: readonly number[],
): AsyncGenerator<KeyRun> {
  let last: { key: string; keys: readonly unknown[]; pieces: RecordBatch[] } | undefined;
  for await (const batch of batches) {
    const readers = (options: { raw: boolean }): Reader[] =>
      places.map((place) => columnReader(schema.fields[place]!.type, batch.data.children[place]!, { longs: 'bigint', ...options }));
    const raw = readers({ raw: true });
    const shown = readers({ raw: false });
    for (let from = 0; from < batch.numRows; ) {
      const key = keyAt(raw, from);
      let to = from + 1;
      while (to < batch.numRows && keyAt(raw, to) === key) to++;
      if (last !== undefined && last.key !== key) yield last;
      if (last?.key !== key) last = { key, keys: shown.map((read) => read(from) as unknown), pieces: [] };
      last.pieces.push(sliceBatch(batch, from, to - from));
      from = to;
    }
  }
  if (last !== undefined) yield last;
}

const keyAt = (readers: readonly Reader[], row: number): string => JSON.stringify(readers.map((read) => plain(read(row))));

/** A value as JSON tells it from every other of its type. */
function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return `${value}`;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (value instanceof Uint8Array) return [...value];
  return Array.isArray(value) ? value.map(plain) : value;
}
