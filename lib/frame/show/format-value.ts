import { DenseVector } from '#lib/linalg/dense-vector.js';
import type { SparseVector } from '#lib/linalg/sparse-vector.js';
import { doubleText } from '#lib/plan/cast/double-text.js';
import { textOf } from '#lib/plan/cast/text-of.js';
import { zoneOf } from '#lib/time/zone.js';
import type { DataType } from '#lib/types/data-type.js';

/**
 * A value as Spark's show() prints it: NULL, 1.0, [a, b], {k -> v}, [48 65]. Values are raw: days and microseconds, structs as
 * lists of their fields, maps as lists of pairs. `zone` is the time zone of timestamps.
 */
export function formatValue(value: unknown, type: DataType, zone: string): string {
  if (value === null || value === undefined) return 'NULL';
  switch (type.kind) {
    case 'binary':
      return `[${[...(value as Uint8Array)].map((b) => b.toString(16).toUpperCase().padStart(2, '0')).join(' ')}]`;
    case 'array':
      return `[${(value as unknown[]).map((item) => formatValue(item, type.element, zone)).join(', ')}]`;
    case 'map':
      return `{${(value as [unknown, unknown][]).map(([k, v]) => `${formatValue(k, type.key, zone)} -> ${formatValue(v, type.value, zone)}`).join(', ')}}`;
    case 'struct':
      return `{${(value as unknown[]).map((item, i) => formatValue(item, type.fields[i]!.type, zone)).join(', ')}}`;
    case 'vector':
      return value instanceof DenseVector
        ? `[${[...value.toArray()].map((x) => doubleText(x, type.element === 'float')).join(',')}]`
        : String(value as SparseVector);
    default:
      return textOf(type, zoneOf(zone))(value);
  }
}
