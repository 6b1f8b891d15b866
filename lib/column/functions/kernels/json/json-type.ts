import { commonType, decimalOf } from '#lib/plan/common-type.js';
import { parseTimestamp } from '#lib/time/parse-timestamp.js';
import { UTC } from '#lib/time/zone.js';
import * as t from '#lib/types/data-type.js';
import type { DataType, Field } from '#lib/types/data-type.js';
import { typeName } from '#lib/types/type-name.js';
import type { Json } from './parse-json.js';

/** The options of inference. */
export interface InferOptions {
  readonly primitivesAsString?: boolean;
  readonly prefersDecimal?: boolean;
  readonly inferTimestamp?: boolean;
}

/** The type that Spark infers of a JSON value; what is nothing but null is a string. */
export const inferJson = (json: Json, options: InferOptions): DataType => finished(typeOf(json, options));

function typeOf(json: Json, options: InferOptions): DataType {
  switch (json.kind) {
    case 'object': {
      const fields = json.fields.map(([name, value]): Field => t.field(name, typeOf(value, options)));
      return t.struct(fields.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)));
    }
    case 'array':
      return t.array(json.items.map((item) => typeOf(item, options)).reduce(merged, t.nullType));
    case 'string':
      return options.inferTimestamp === true && /^\d{4}-\d\d-\d\dT/.test(json.value) && parseTimestamp(json.value, UTC) !== undefined
        ? t.timestamp
        : t.string;
    case 'number':
      return options.primitivesAsString === true ? t.string : numberType(json.text, options);
    case 'literal':
      if (json.value === null) return t.nullType;
      return options.primitivesAsString === true ? t.string : t.boolean;
  }
}

function numberType(text: string, { prefersDecimal }: InferOptions): DataType {
  if (/^-?\d+$/.test(text)) {
    const value = BigInt(text);
    if (BigInt.asIntN(64, value) === value) return t.long;
    const digits = text.replace('-', '').length;
    return digits <= 38 ? t.decimal(digits, 0) : t.double;
  }
  const [, whole = '', fraction = ''] = /^-?(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  const precision = whole.replace(/^0+(?=\d)/, '').length + fraction.length;
  return prefersDecimal === true && whole !== '' && precision <= 38 ? t.decimal(precision, fraction.length) : t.double;
}

/** The type that holds both: records by their names, a string where nothing else does. */
export function merged(a: DataType, b: DataType): DataType {
  if (a.kind === 'struct' && b.kind === 'struct') {
    const fields = new Map(a.fields.map((f) => [f.name, f]));
    for (const f of b.fields) fields.set(f.name, t.field(f.name, fields.has(f.name) ? merged(fields.get(f.name)!.type, f.type) : f.type));
    return t.struct([...fields.values()].sort((x, y) => (x.name < y.name ? -1 : x.name > y.name ? 1 : 0)));
  }
  if (a.kind === 'array' && b.kind === 'array') return t.array(merged(a.element, b.element));
  if ((a.kind === 'long' && b.kind === 'decimal') || (a.kind === 'decimal' && b.kind === 'long'))
    return commonType(decimalOf(a), decimalOf(b))!;
  const numbers = ['long', 'double', 'decimal'];
  if (t.sameType(a, b) || a.kind === 'null' || b.kind === 'null' || (numbers.includes(a.kind) && numbers.includes(b.kind)))
    return commonType(a, b)!;
  return t.string;
}

function finished(type: DataType): DataType {
  switch (type.kind) {
    case 'null':
      return t.string;
    case 'array':
      return t.array(finished(type.element));
    case 'struct':
      return t.struct(type.fields.map((f) => t.field(f.name, finished(f.type))));
    default:
      return type;
  }
}

/** A type as DDL in capitals: `STRUCT<a: BIGINT>`. */
export function ddlText(type: DataType): string {
  switch (type.kind) {
    case 'struct':
      return `STRUCT<${type.fields.map((f) => `${/^\w+$/.test(f.name) && !/^\d+$/.test(f.name) ? f.name : `\`${f.name.replaceAll('`', '``')}\``}: ${ddlText(f.type)}`).join(', ')}>`;
    case 'array':
      return `ARRAY<${ddlText(type.element)}>`;
    case 'map':
      return `MAP<${ddlText(type.key)}, ${ddlText(type.value)}>`;
    default:
      return typeName(type).toUpperCase();
  }
}
