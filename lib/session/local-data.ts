import { Table, type RecordBatch } from 'apache-arrow';
import { encodeBatches } from '#lib/arrow/ipc.js';
import { inferSchema } from '#lib/arrow/values/infer-schema.js';
import { rowsToBatches } from '#lib/arrow/values/rows-to-batches.js';
import { AnalysisError } from '#lib/errors.js';
import { relation, type LocalRelation } from '#lib/plan/relation.js';
import { fromArrowSchema, toArrowSchema } from '#lib/types/arrow.js';
import type { StructType } from '#lib/types/data-type.js';
import * as t from '#lib/types/data-type.js';
import { parseSchema } from '#lib/types/ddl.js';
import { schemaLine } from '#lib/types/type-name.js';
import { batchAs } from '#lib/arrow/batch-as.js';

/** What createDataFrame takes: rows as objects or lists, an Arrow table, a danfojs frame. */
export type DataSource = Iterable<unknown> | Table | DanfoLike;
/** A danfojs DataFrame, known by its shape: danfojs is not loaded for it. */
export interface DanfoLike {
  readonly columns: readonly string[];
  readonly values: readonly unknown[];
  readonly dtypes: readonly string[];
}

/** The relation of rows that the program has. `schema` may be DDL text, a StructType, or a list of names. */
export function localData(data: DataSource, schema?: string | StructType | readonly string[]): LocalRelation {
  if (data instanceof Table) return fromTable(data, schema);
  if (isDanfo(data)) return fromRows(danfoRows(data), schema);
  if (typeof data !== 'object' || data === null || !(Symbol.iterator in data)) {
    throw new AnalysisError(
      'INVALID_DATA_FRAME_INPUT',
      `createDataFrame() must have rows (objects or lists), an Arrow table or a danfojs DataFrame; got ${typeof data}`,
    );
  }
  return fromRows([...data], schema);
}

function fromRows(rows: readonly unknown[], schema: string | StructType | readonly string[] | undefined): LocalRelation {
  const given = isNames(schema) ? rows.map((row) => byName(row, schema)) : rows;
  const type = typeof schema === 'string' ? parseSchema(schema) : schema === undefined || isNames(schema) ? inferSchema(given) : schema;
  return local(type, [...rowsToBatches(given, type)]);
}

function fromTable(table: Table, schema: string | StructType | readonly string[] | undefined): LocalRelation {
  const found = fromArrowSchema(table.schema);
  const type = wantedSchema(found, schema);
  return local(
    type,
    table.batches.map((batch) => batchAs(batch, found, type)),
  );
}

/** The schema of a table's rows: what is given, by position, else what was found. */
function wantedSchema(found: StructType, given: string | StructType | readonly string[] | undefined): StructType {
  if (given === undefined) return found;
  const wanted = typeof given === 'string' ? parseSchema(given) : isNames(given) ? undefined : given;
  const names = wanted === undefined ? (given as readonly string[]) : wanted.fields;
  if (names.length !== found.fields.length)
    throw new AnalysisError(
      'NUM_COLUMNS_MISMATCH',
      `The schema of createDataFrame() must have the table's ${found.fields.length} columns ${schemaLine(found)}; got ${names.length}`,
      { sqlState: '42826' },
    );
  return wanted ?? t.struct(found.fields.map((f, i) => ({ ...f, name: names[i] as string })));
}

function local(schema: StructType, batches: readonly RecordBatch[]): LocalRelation {
  const data = encodeBatches(toArrowSchema(schema), batches);
  return relation<LocalRelation>({ kind: 'local', schema, rows: batches.reduce((sum, batch) => sum + batch.numRows, 0), data });
}

const isNames = (schema: unknown): schema is readonly string[] => Array.isArray(schema);

function byName(row: unknown, names: readonly string[]): Record<string, unknown> {
  const values = Array.isArray(row) ? (row as unknown[]) : typeof row === 'object' && row !== null ? Object.values(row) : [row];
  if (names.length > values.length)
    throw new AnalysisError(
      'LENGTH_SHOULD_BE_THE_SAME',
      `A row must have a value for each of the names [${names.join(', ')}]; got ${values.length}`,
    );
  return Object.fromEntries(values.map((value, i) => [names[i] ?? `_${i + 1}`, value]));
}

function isDanfo(data: unknown): data is DanfoLike {
  return (
    typeof data === 'object' &&
    data !== null &&
    !Array.isArray(data) &&
    Array.isArray((data as DanfoLike).columns) &&
    Array.isArray((data as DanfoLike).values) &&
    Array.isArray((data as DanfoLike).dtypes)
  );
}

/** danfojs has NaN where a number is missing. */
function danfoRows(frame: DanfoLike): Record<string, unknown>[] {
  return frame.values.map((row) =>
    Object.fromEntries(
      (row as unknown[]).map((value, i) => [frame.columns[i]!, typeof value === 'number' && Number.isNaN(value) ? null : value]),
    ),
  );
}
