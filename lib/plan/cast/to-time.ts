import { SECOND, fits64, floorDiv, joinMicros, splitMicros } from '#lib/time/micros.js';
import { parseDate } from '#lib/time/parse-date.js';
import { parseTime } from '#lib/time/parse-time.js';
import { parseTimestamp, parseTimestampNtz } from '#lib/time/parse-timestamp.js';
import type { Zone } from '#lib/time/zone.js';
import type { DataType, TimeType } from '#lib/types/data-type.js';
import { decimalValue, rescaled } from './decimal-value.js';
import type { Refusal } from './refusal.js';

type Cast = (value: any) => unknown;

/** The time that the zone's clocks show at an instant, and back. */
export function toLocal(micros: bigint, zone: Zone): bigint {
  const [seconds, rest] = splitMicros(micros);
  return joinMicros(seconds + zone.offsetAt(seconds), rest);
}
export function toInstant(local: bigint, zone: Zone): bigint {
  const [seconds, rest] = splitMicros(local);
  return joinMicros(zone.toUtc(seconds), rest);
}
const DAY = 86_400;
const dayOf = (local: bigint): number => Math.floor(splitMicros(local)[0] / DAY);
const LARGEST = 2n ** 63n - 1n;

export function toDate(from: DataType, refuse: Refusal, zone: Zone): Cast | undefined {
  switch (from.kind) {
    case 'string':
      return (text: string) => parseDate(text) ?? refuse.invalid(text);
    case 'timestamp':
      return (value: bigint) => dayOf(toLocal(value, zone));
    case 'timestamp_ntz':
      return dayOf;
    default:
      return undefined;
  }
}

export function toTimestamp(from: DataType, refuse: Refusal, zone: Zone): Cast | undefined {
  switch (from.kind) {
    case 'string':
      return (text: string) => parseTimestamp(text, zone) ?? refuse.invalid(text);
    case 'date':
      return (days: number) => joinMicros(zone.toUtc(days * DAY), 0);
    case 'timestamp_ntz':
      return (value: bigint) => toInstant(value, zone);
    case 'byte':
    case 'short':
    case 'integer':
    case 'long':
      return (seconds: number | bigint) => saturated(BigInt(seconds) * SECOND);
    case 'float':
    case 'double':
      return (seconds: number) => {
        if (!Number.isFinite(seconds)) return refuse.invalid(seconds);
        const micros = BigInt(Math.trunc(seconds * 1e6));
        return fits64(micros) ? micros : refuse.overflow(seconds);
      };
    case 'decimal':
      return (seconds: string) => {
        const { digits, scale } = decimalValue(seconds)!;
        const micros = scale > 6 ? digits / 10n ** BigInt(scale - 6) : rescaled({ digits, scale }, 6);
        return fits64(micros) ? micros : refuse.overflow(seconds);
      };
    default:
      return undefined;
  }
}

const saturated = (micros: bigint): bigint => (micros > LARGEST ? LARGEST : micros < -LARGEST - 1n ? -LARGEST - 1n : micros);

export function toTimestampNtz(from: DataType, refuse: Refusal, zone: Zone): Cast | undefined {
  switch (from.kind) {
    case 'string':
      return (text: string) => parseTimestampNtz(text) ?? refuse.invalid(text);
    case 'date':
      return (days: number) => joinMicros(days * DAY, 0);
    case 'timestamp':
      return (value: bigint) => toLocal(value, zone);
    default:
      return undefined;
  }
}

export function toTime(from: DataType, to: TimeType, refuse: Refusal, zone: Zone): Cast | undefined {
  const step = 10 ** (6 - to.precision);
  const put = (micros: number): number => Math.floor(micros / step) * step;
  const ofDay = (local: bigint): number => put(Number(local - floorDiv(local, 86_400n * SECOND) * 86_400n * SECOND));
  switch (from.kind) {
    case 'string':
      return (text: string) => {
        const micros = parseTime(text);
        return micros === undefined ? refuse.invalid(text) : put(micros);
      };
    case 'time':
      return put;
    case 'timestamp':
      return (value: bigint) => ofDay(toLocal(value, zone));
    case 'timestamp_ntz':
      return ofDay;
    default:
      return undefined;
  }
}
