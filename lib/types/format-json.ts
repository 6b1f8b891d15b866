import type { DataType } from './data-type.js';
import { formatDouble } from './format-double.js';
import { formatDate, formatTimestamp, offsetAt, wallClock } from './format-time.js';

/**
 * A raw value (see `ReadOptions.raw`) as Spark writes it in JSON: fields that are null are left out of structs, and stay in
 * arrays and maps; NaN and the infinities are text, binary is base64, and times are ISO to the millisecond.
 */
export function formatJson(value: unknown, type: DataType, zone: string): string {
  if (value === null || value === undefined) return 'null';
  switch (type.kind) {
    case 'boolean':
    case 'byte':
    case 'short':
    case 'integer':
    case 'long':
      return String(value as number);
    case 'float':
    case 'double':
      return Number.isFinite(value) ? formatDouble(value as number, type.kind === 'float') : JSON.stringify(formatDouble(value as number));
    case 'decimal':
      return decimalText(value as string);
    case 'date':
      return JSON.stringify(formatDate(value as number));
    case 'timestamp':
      return JSON.stringify(`${isoText(value as bigint, zone)}${zoneText(value as bigint, zone)}`);
    case 'timestamp_ntz':
      return JSON.stringify(isoText(value as bigint, 'UTC'));
    case 'binary':
      return JSON.stringify(Buffer.from(value as Uint8Array).toString('base64'));
    case 'array':
      return `[${(value as unknown[]).map((item) => formatJson(item, type.element, zone)).join(',')}]`;
    case 'map':
      return `{${(value as [unknown, unknown][]).map(([k, v]) => `${JSON.stringify(keyText(k, type.key, zone))}:${formatJson(v, type.value, zone)}`).join(',')}}`;
    case 'struct':
      return `{${(value as unknown[]).flatMap((item, i) => (item === null ? [] : [`${JSON.stringify(type.fields[i]!.name)}:${formatJson(item, type.fields[i]!.type, zone)}`])).join(',')}}`;
    default:
      return JSON.stringify(typeof value === 'bigint' ? String(value) : value);
  }
}

const isoText = (micros: bigint, zone: string): string => {
  const { day, time, fraction } = wallClock(micros, zone);
  return `${day}T${time}.${String(Math.floor(fraction / 1000)).padStart(3, '0')}`;
};

function zoneText(micros: bigint, zone: string): string {
  const minutes = Math.round(offsetAt(Number(micros / 1000n), zone) / 60_000);
  if (minutes === 0) return 'Z';
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`;
}

/** The key of a map, which JSON has as text. */
function keyText(value: unknown, type: DataType, zone: string): string {
  if (type.kind === 'date') return formatDate(value as number);
  if (type.kind === 'timestamp') return formatTimestamp(value as bigint, zone);
  if (type.kind === 'float' || type.kind === 'double') return formatDouble(value as number, type.kind === 'float');
  return typeof value === 'object' ? formatJson(value, type, zone) : String(value as string);
}

/** A decimal as Java's BigDecimal prints it: scientific where six or more zeros would follow the point. */
function decimalText(digits: string): string {
  const found = /^(-?)0\.(0{6,})(\d*)$/.exec(digits);
  if (found === null) return digits;
  const [, sign, zeros, rest] = found as unknown as [string, string, string, string];
  if (rest === '') return `${sign}0E-${zeros.length}`;
  return `${sign}${rest[0]!}${rest.length > 1 ? `.${rest.slice(1)}` : ''}E-${zeros.length + 1}`;
}
