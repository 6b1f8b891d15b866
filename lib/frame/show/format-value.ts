import { DenseVector } from '#lib/linalg/dense-vector.js';
import type { SparseVector } from '#lib/linalg/sparse-vector.js';
import { dayTimeText, yearMonthText } from '#lib/time/interval-text.js';
import type { DataType } from '#lib/types/data-type.js';

/** A value as Spark's show() prints it: NULL, 1.0, [a, b], {k -> v}, [48 65]. `zone` is the time zone of timestamps. */
export function formatValue(value: unknown, type: DataType, zone: string): string {
  if (value === null || value === undefined) return 'NULL';
  switch (type.kind) {
    case 'double':
      return formatDouble(value as number);
    case 'float':
      return formatDouble(value as number, true);
    case 'date':
      return (value as Date).toISOString().slice(0, 10);
    case 'timestamp':
      return formatTimestamp(value as Date, zone);
    case 'timestamp_ntz':
      return formatTimestamp(value as Date, 'UTC');
    case 'day_time_interval':
      return dayTimeText(BigInt(value as number), type.start, type.end);
    case 'year_month_interval':
      return yearMonthText(value as number, type.start, type.end);
    case 'binary':
      return `[${[...(value as Uint8Array)].map((b) => b.toString(16).toUpperCase().padStart(2, '0')).join(' ')}]`;
    case 'array':
      return `[${(value as unknown[]).map((item) => formatValue(item, type.element, zone)).join(', ')}]`;
    case 'map':
      return `{${[...(value as Map<unknown, unknown>)].map(([k, v]) => `${formatValue(k, type.key, zone)} -> ${formatValue(v, type.value, zone)}`).join(', ')}}`;
    case 'struct':
      return `{${type.fields.map((f) => formatValue((value as Record<string, unknown>)[f.name], f.type, zone)).join(', ')}}`;
    case 'vector':
      return value instanceof DenseVector
        ? `[${[...value.toArray()].map((x) => formatDouble(x, type.element === 'float')).join(',')}]`
        : String(value as SparseVector);
    default:
      return String(value as string);
  }
}

/** A double as Java prints it: always with a fraction, in scientific form from 1e7 up and below 1e-3. */
export function formatDouble(x: number, single = false): string {
  if (Number.isNaN(x)) return 'NaN';
  if (!Number.isFinite(x)) return x > 0 ? 'Infinity' : '-Infinity';
  if (x === 0) return Object.is(x, -0) ? '-0.0' : '0.0';
  const shortest = single ? shortestFloat(x) : x;
  const size = Math.abs(x);
  if (size >= 1e-3 && size < 1e7) return Number.isInteger(shortest) ? `${shortest}.0` : String(shortest);
  const [digits, exponent] = shortest.toExponential().split('e') as [string, string];
  return `${digits.includes('.') ? digits : `${digits}.0`}E${Number(exponent)}`;
}

/** The double with the fewest digits that is the same number in single precision. */
function shortestFloat(x: number): number {
  for (let digits = 1; digits < 9; digits++) {
    const shorter = Number(x.toPrecision(digits));
    if (Math.fround(shorter) === x) return shorter;
  }
  return x;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatTimestamp(value: Date, zone: string): string {
  let format = formats.get(zone);
  if (format === undefined) {
    formats.set(
      zone,
      (format = new Intl.DateTimeFormat('en-CA', {
        timeZone: zone,
        hourCycle: 'h23',
        year: 'numeric',
        month: '2-digit',
        day: '2-digit',
        hour: '2-digit',
        minute: '2-digit',
        second: '2-digit',
      })),
    );
  }
  const parts = Object.fromEntries(format.formatToParts(value).map((p) => [p.type, p.value]));
  const millis = ((value.getTime() % 1000) + 1000) % 1000;
  const fraction = millis === 0 ? '' : `.${String(millis).padStart(3, '0').replace(/0+$/, '')}`;
  return `${parts['year']!}-${parts['month']!}-${parts['day']!} ${parts['hour']!}:${parts['minute']!}:${parts['second']!}${fraction}`;
}
