import type { KernelMaker } from '#lib/plan/kernel.js';
import { dateText } from '#lib/time/time-text.js';
import { zoneOf, type Zone } from '#lib/time/zone.js';
import type { DataType } from '#lib/types/data-type.js';
import type { RawVariant } from '#lib/variant/build.js';
import { variantJson } from '#lib/variant/to-json.js';
import { isoText } from '../field-text.js';
import { javaDouble, javaFloat } from '../java-number.js';
import { flag, readOptions, type TextOptions } from '../text-options.js';
import { quoteJson } from './write-json.js';

type Write = (value: any, indent: string) => string;

/** Writes values of the first argument's type as JSON. Fields that are null are left out unless the options keep them. */
export const toJson: KernelMaker = ([type], _, session) => {
  const zone = zoneOf(session.timeZone);
  const writers = new Map<string, Write>();
  return (value: unknown, given: string) => {
    let write = writers.get(given);
    if (write === undefined) writers.set(given, (write = writerOf(type!, zone, readOptions(given))));
    return write(value, '\n');
  };
};

function writerOf(type: DataType, zone: Zone, options: TextOptions): Write {
  const pretty = flag(options, 'pretty') === true;
  const keepNulls = flag(options, 'ignoreNullFields') === false;
  const colon = pretty ? ' : ' : ':';
  const braced = (members: readonly string[], indent: string): string => {
    if (members.length === 0) return pretty ? '{ }' : '{}';
    return pretty ? `{${indent}  ${members.join(`,${indent}  `)}${indent}}` : `{${members.join(',')}}`;
  };
  const orNull =
    (write: Write): Write =>
    (value, indent) =>
      value === null ? 'null' : write(value, indent);
  switch (type.kind) {
    case 'struct': {
      const order = type.fields.map((f, i) => ({ name: f.name, at: i, write: orNull(writerOf(f.type, zone, options)) }));
      if (flag(options, 'sortKeys') === true) order.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
      return (fields: unknown[], indent) =>
        braced(
          order
            .filter(({ at }) => keepNulls || fields[at] !== null)
            .map(({ name, at, write }) => `${quoteJson(name)}${colon}${write(fields[at], `${indent}  `)}`),
          indent,
        );
    }
    case 'map': {
      const write = orNull(writerOf(type.value, zone, options));
      return (entries: [unknown, unknown][], indent) =>
        braced(
          entries.map(([key, value]) => `${quoteJson(keyText(key, type.key))}${colon}${write(value, `${indent}  `)}`),
          indent,
        );
    }
    case 'array': {
      const write = orNull(writerOf(type.element, zone, options));
      return (items: unknown[], indent) => {
        if (items.length === 0) return pretty ? '[ ]' : '[]';
        return pretty
          ? `[ ${items.map((item) => write(item, indent)).join(', ')} ]`
          : `[${items.map((item) => write(item, indent)).join(',')}]`;
      };
    }
    case 'double':
    case 'float': {
      const text = type.kind === 'double' ? javaDouble : javaFloat;
      return (value: number) => (Number.isFinite(value) ? text(value) : `"${text(value)}"`);
    }
    case 'variant':
      return (value: RawVariant) => variantJson(value, zone);
    case 'date':
      return (value: number) => `"${dateText(value)}"`;
    case 'timestamp':
    case 'timestamp_ntz':
      return (value: bigint) => `"${isoText(value, type, zone)}"`;
    case 'binary':
      return (value: Uint8Array) => `"${Buffer.from(value).toString('base64')}"`;
    case 'string':
      return quoteJson;
    default:
      return String;
  }
}

/** The key of a map as text: Java's of what Spark holds, so a date is its number of days. */
function keyText(key: any, type: DataType): string {
  if (key === null) return 'null';
  if (type.kind === 'double') return javaDouble(key as number);
  if (type.kind === 'float') return javaFloat(key as number);
  if (type.kind === 'struct') return `[${type.fields.map((f, i) => keyText((key as unknown[])[i], f.type)).join(',')}]`;
  return String(key);
}
