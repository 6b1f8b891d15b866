import { AnalysisError } from '#lib/errors.js';
import * as t from '#lib/types/data-type.js';
import type { DataType, StructType } from '#lib/types/data-type.js';
import { typeName } from '#lib/types/type-name.js';

/** The columns of both schemas, those of the first before those that only the second has. Throws where a column has two types. */
export function mergeSchemas(a: StructType, b: StructType): StructType {
  const merged = mergeStructs(a, b);
  if (merged !== undefined) return merged;
  throw new AnalysisError(
    'CANNOT_MERGE_SCHEMAS',
    `Files must agree in the types of their columns; they have ${typeName(a)} and ${typeName(b)}. Read them apart and cast.`,
    { sqlState: '42KD9' },
  );
}

function mergeStructs(a: StructType, b: StructType): StructType | undefined {
  const fields = new Map(a.fields.map((f) => [f.name.toLowerCase(), f]));
  for (const f of b.fields) {
    const known = fields.get(f.name.toLowerCase());
    const type = known === undefined ? f.type : mergeTypes(known.type, f.type);
    if (type === undefined) return undefined;
    fields.set(f.name.toLowerCase(), t.field(known?.name ?? f.name, type, true, known?.metadata ?? f.metadata));
  }
  return t.struct([...fields.values()]);
}

function mergeTypes(a: DataType, b: DataType): DataType | undefined {
  if (t.sameType(a, b)) return a;
  if (a.kind === 'struct' && b.kind === 'struct') return mergeStructs(a, b);
  if (a.kind === 'array' && b.kind === 'array') {
    const element = mergeTypes(a.element, b.element);
    return element && t.array(element);
  }
  if (a.kind === 'map' && b.kind === 'map') {
    const [key, value] = [mergeTypes(a.key, b.key), mergeTypes(a.value, b.value)];
    return key && value && t.map(key, value);
  }
  if (a.kind === 'decimal' && b.kind === 'decimal' && a.scale === b.scale) return a.precision > b.precision ? a : b;
  return undefined;
}

const WIDER: Readonly<Record<string, readonly string[]>> = {
  byte: ['short', 'integer', 'long', 'float', 'double', 'decimal'],
  short: ['byte', 'integer', 'long', 'float', 'double', 'decimal'],
  integer: ['byte', 'short', 'long', 'double', 'decimal'],
  long: ['decimal'],
  float: ['double'],
  date: ['timestamp_ntz'],
  timestamp: ['timestamp_ntz'],
  timestamp_ntz: ['timestamp'],
  string: ['binary'],
  binary: ['string'],
};

/** Whether Spark reads a stored type as another: it widens, and loses nothing. */
export function readableAs(stored: DataType, wanted: DataType): boolean {
  if (t.sameType(stored, wanted) || stored.kind === 'null') return true;
  if (stored.kind === 'struct' && wanted.kind === 'struct')
    return wanted.fields.every((f) => {
      const own = stored.fields.find((s) => s.name.toLowerCase() === f.name.toLowerCase());
      return own === undefined || readableAs(own.type, f.type);
    });
  if (stored.kind === 'array' && wanted.kind === 'array') return readableAs(stored.element, wanted.element);
  if (stored.kind === 'map' && wanted.kind === 'map') return readableAs(stored.key, wanted.key) && readableAs(stored.value, wanted.value);
  if (stored.kind === 'decimal' && wanted.kind === 'decimal')
    return wanted.scale >= stored.scale && wanted.precision - wanted.scale >= stored.precision - stored.scale;
  // vectors are lists or structs to others
  if (wanted.kind === 'vector' || stored.kind === 'vector') return true;
  return WIDER[stored.kind]?.includes(wanted.kind) ?? false;
}
