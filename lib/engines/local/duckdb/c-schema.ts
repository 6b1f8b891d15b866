import * as arrow from 'apache-arrow';
import { AnalysisError } from '#lib/errors.js';
import { duckdb } from './library.js';
import { addressOf } from './native-call.js';
import { formatOfType, typeOfFormat } from './arrow-format.js';

/** Slots of 8 bytes in a C `ArrowSchema`. */
const SLOTS = 9;
const FORMAT = 0,
  NAME = 1,
  FLAGS = 3,
  CHILD_COUNT = 4,
  CHILDREN = 5,
  DICTIONARY = 6,
  RELEASE = 7;
const NULLABLE = 2n;

/** Has C fill an ArrowSchema, reads it as a schema, and releases it. */
export function readSchema(fill: (schema: BigUint64Array) => void): arrow.Schema {
  const root = new BigUint64Array(SLOTS);
  fill(root);
  try {
    return new arrow.Schema(childrenOf(root).map(readField));
  } finally {
    duckdb().release(Number(root[RELEASE]), addressOf(root));
  }
}

function readField(slots: BigUint64Array): arrow.Field {
  const { koffi } = duckdb();
  const name = koffi.decode.string(slots[NAME]);
  return new arrow.Field(name, readType(slots, name), (slots[FLAGS]! & NULLABLE) !== 0n);
}

function readType(slots: BigUint64Array, name: string): arrow.DataType {
  const format = duckdb().koffi.decode.string(slots[FORMAT]);
  const type = typeOfFormat(format, childrenOf(slots).map(readField));
  if (type === undefined) {
    const message = `Column '${name}' comes from DuckDB as Arrow '${format}', which has no reading here. Cast it in the query, to VARCHAR for example.`;
    throw new AnalysisError('UNSUPPORTED_ARROWTYPE', message, { sqlState: '0A000' });
  }
  if (slots[DICTIONARY] === 0n) return type;
  return new arrow.Dictionary(readType(slotsAt(slots[DICTIONARY]!), name), type as arrow.Int32);
}

function childrenOf(slots: BigUint64Array): BigUint64Array[] {
  const pointers = new BigUint64Array(Number(slots[CHILD_COUNT]));
  if (pointers.length > 0) duckdb().memcpy(pointers, slots[CHILDREN], pointers.byteLength);
  return [...pointers].map(slotsAt);
}

function slotsAt(pointer: bigint): BigUint64Array {
  const slots = new BigUint64Array(SLOTS);
  duckdb().memcpy(slots, pointer, slots.byteLength);
  return slots;
}

/** A C ArrowSchema made of a schema in normal form. It lies in `root`; `keep` holds what it points to. */
export interface ExportedSchema {
  readonly root: BigUint64Array;
  readonly keep: readonly unknown[];
}

export function exportSchema(fields: readonly arrow.Field[]): ExportedSchema {
  const keep: unknown[] = [];
  return { root: writeNode('+s', '', fields, keep), keep };
}

function writeNode(format: string, name: string, fields: readonly arrow.Field[], keep: unknown[]): BigUint64Array {
  const children = fields.map((f) =>
    writeNode(formatOfType(f.type as arrow.DataType, f.name), f.name, (f.type.children ?? []) as arrow.Field[], keep),
  );
  const pointers = BigUint64Array.from(children, (child) => BigInt(addressOf(child)));
  const texts = [format, name].map((text) => Buffer.from(`${text}\0`));
  const slots = new BigUint64Array(SLOTS);
  slots[FORMAT] = BigInt(addressOf(texts[0]!));
  slots[NAME] = BigInt(addressOf(texts[1]!));
  slots[FLAGS] = NULLABLE;
  slots[CHILD_COUNT] = BigInt(children.length);
  slots[CHILDREN] = children.length === 0 ? 0n : BigInt(addressOf(pointers));
  slots[RELEASE] = duckdb().releaseNothing;
  keep.push(children, pointers, texts);
  return slots;
}
