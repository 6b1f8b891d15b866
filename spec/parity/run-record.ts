import type { RecordBatch } from 'apache-arrow';
import { KindlingError } from '#lib/errors.js';
import type { SparkSession } from '#lib/session/spark-session.js';
import type { StructType } from '#lib/types/data-type.js';
import type { Answer, Failure } from './answer.js';
import { encoder } from './encode.js';
import type { GoldenRecord } from './golden-record.js';

/** Runs a record's statement under its settings. The session is left as it was found: settings and views. */
export async function runRecord(spark: SparkSession, record: GoldenRecord, signal?: AbortSignal): Promise<Answer> {
  const settings = spark.conf.getAll();
  const views = new Set(spark.catalog.listTables().map(({ name }) => name));
  let schema: StructType | undefined;
  try {
    for (const [key, value] of Object.entries(record.conf ?? {})) spark.conf.set(key, value);
    const frame = spark.sql(record.sql);
    schema = frame.schema;
    const rows: unknown[][] = [];
    for await (const { batch } of frame.engine.run(frame.relation, { description: 'parity', ...(signal && { signal }) }))
      rows.push(...batchRows(schema, batch));
    return { schema, rows };
  } catch (error) {
    return { ...(schema && { schema }), error: failureOf(error) };
  } finally {
    restore(spark, settings);
    for (const { name } of spark.catalog.listTables()) if (!views.has(name)) spark.catalog.dropTempView(name);
  }
}

/** The rows of a batch in the golden encoding. */
export function batchRows(schema: StructType, batch: RecordBatch): unknown[][] {
  const columns = schema.fields.map((field, i) => encoder(field.type, batch.data.children[i]!));
  return Array.from({ length: batch.numRows }, (_, row) => columns.map((encode) => encode(row)));
}

function failureOf(error: unknown): Failure {
  if (error instanceof KindlingError) return { condition: error.condition, message: error.message, isKindling: true };
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  return { condition: name, message: `${name}: ${message}`, isKindling: false };
}

function restore({ conf }: SparkSession, settings: Readonly<Record<string, string>>): void {
  for (const key of Object.keys(conf.getAll())) if (!Object.hasOwn(settings, key)) conf.unset(key);
  for (const [key, value] of Object.entries(settings)) if (conf.getAll()[key] !== value) conf.set(key, value);
}
