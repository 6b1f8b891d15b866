import { Data, Vector } from 'apache-arrow';
import type { DataType, RecordBatch, Schema } from 'apache-arrow';
import { batchOf } from './batch-of.js';
import { shareBatch } from './share-batch.js';
import { countMemory } from './shared-memory.js';

/** A batch as plain data that structured clone carries to another thread; the memory is shared, not copied. The schema goes apart, once. */
export interface BatchMessage {
  readonly rows: number;
  readonly columns: readonly ColumnMessage[];
}

export interface ColumnMessage {
  readonly length: number;
  readonly nullCount: number;
  readonly offsets: ArrayBufferView | undefined;
  readonly values: ArrayBufferView | undefined;
  readonly nulls: Uint8Array | undefined;
  readonly children: readonly ColumnMessage[];
  readonly dictionary: readonly ColumnMessage[] | undefined;
}

/** Packs a batch for `postMessage`. Columns that are not in shared memory are copied there first. */
export function packBatch(batch: RecordBatch): BatchMessage {
  const shared = shareBatch(batch);
  return { rows: shared.numRows, columns: shared.data.children.map(packColumn) };
}

/** The batch of a message; `schema` is the one it was packed under. */
export function unpackBatch(message: BatchMessage, schema: Schema): RecordBatch {
  return batchOf(
    schema,
    message.rows,
    message.columns.map((column, i) => unpackColumn(column, schema.fields[i]!.type)),
  );
}

function packColumn(data: Data): ColumnMessage {
  return {
    length: data.length,
    nullCount: data.nullCount,
    offsets: data.valueOffsets,
    values: data.values,
    nulls: data.nullCount > 0 ? data.nullBitmap : undefined,
    children: data.children.map(packColumn),
    dictionary: (data.dictionary?.data as Data[] | undefined)?.map(packColumn),
  };
}

function unpackColumn(message: ColumnMessage, type: DataType): Data {
  const { length, nullCount, offsets, values, nulls } = message;
  for (const buffer of [offsets, values, nulls]) if (buffer?.buffer instanceof SharedArrayBuffer) countMemory(buffer.buffer);
  const children = message.children.map((child, i) => unpackColumn(child, type.children[i]!.type as DataType));
  const valueType = (type as { dictionary?: DataType }).dictionary;
  const dictionary = valueType && message.dictionary && new Vector(message.dictionary.map((part) => unpackColumn(part, valueType)));
  return new Data(type, 0, length, nullCount, [offsets, values, nulls] as any, children, dictionary);
}
