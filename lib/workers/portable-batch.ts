import { createHash } from 'node:crypto';
import type { RecordBatch, Schema } from 'apache-arrow';
import { packBatch, unpackBatch } from '#lib/arrow/batch-message.js';
import type { BatchMessage } from '#lib/arrow/batch-message.js';
import { packSchema, unpackSchema } from '#lib/arrow/pack-schema.js';

/** A batch with all that another thread needs to read it, as plain data. Schema and values are references to shared memory. */
export interface PortableBatch {
  readonly schema: PackedSchema;
  readonly message: BatchMessage;
}

interface PackedSchema {
  /** Equal schemas have equal keys. */
  readonly key: string;
  readonly bytes: Uint8Array;
}

/** Columns that are not in shared memory are copied there. */
export function toPortable(batch: RecordBatch): PortableBatch {
  return { schema: packed(batch.schema), message: packBatch(batch) };
}

export function fromPortable({ schema, message }: PortableBatch): RecordBatch {
  return unpackBatch(message, unpacked(schema));
}

const packedSchemas = new WeakMap<Schema, PackedSchema>();

function packed(schema: Schema): PackedSchema {
  let known = packedSchemas.get(schema);
  if (known === undefined) {
    const bytes = packSchema(schema);
    known = { key: createHash('sha1').update(bytes).digest('base64'), bytes };
    packedSchemas.set(schema, known);
  }
  return known;
}

/** The schemas that came last: the batches of a stream have one. */
const unpackedSchemas = new Map<string, Schema>();
const KEPT = 64;

function unpacked({ key, bytes }: PackedSchema): Schema {
  const known = unpackedSchemas.get(key);
  if (known !== undefined) return known;
  const schema = unpackSchema(bytes);
  packedSchemas.set(schema, { key, bytes });
  unpackedSchemas.set(key, schema);
  if (unpackedSchemas.size > KEPT) unpackedSchemas.delete(unpackedSchemas.keys().next().value!);
  return schema;
}
