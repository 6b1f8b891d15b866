import { AnalysisError } from '#lib/errors.js';
import { parseCalendarInterval } from '#lib/time/parse-interval.js';
import { trimAll } from '#lib/time/trim-all.js';
import { UTC, type Zone } from '#lib/time/zone.js';
import { sameType } from '#lib/types/data-type.js';
import type { DataType } from '#lib/types/data-type.js';
import { typeName } from '#lib/types/type-name.js';
import { refusal } from './refusal.js';
import type { Refusal } from './refusal.js';
import { textOf } from './text-of.js';
import { toDayTime, toYearMonth } from './to-interval.js';
import { toDecimal, toFloating, toIntegral } from './to-number.js';
import { fromVariant } from './from-variant.js';
import { toVariant, treeMaker } from './to-variant.js';
import { toDate, toTime, toTimestamp, toTimestampNtz } from './to-time.js';

type Cast = (value: any) => unknown;
/** How a cast is made: null where a value does not fit when `trying`, and times as those of `zone`. */
export interface CastMode {
  readonly trying: boolean;
  readonly zone: Zone;
}

/** Spark's cast of raw values under ANSI, nested types included; null stays null. Throws where there is no such cast. */
export function caster(from: DataType, to: DataType, mode: CastMode): Cast {
  return findCaster(from, to, mode) ?? refuseCast(from, to);
}

/** Whether Spark casts the one type to the other under ANSI. */
export const canCast = (from: DataType, to: DataType): boolean => findCaster(from, to, { trying: true, zone: UTC }) !== undefined;

function findCaster(from: DataType, to: DataType, mode: CastMode): Cast | undefined {
  if (sameType(from, to)) return (value) => value;
  if (from.kind === 'null') return () => null;
  if (from.kind === 'variant') return fromVariant(to, mode, findCaster);
  if (to.kind === 'variant') return treeMaker(from, 'cast') && orNull(toVariant(from));
  if (to.kind === 'array' || to.kind === 'map' || to.kind === 'struct') return nested(from, to, mode);
  const cast = leaf(from, to, refusal(from, to, mode.trying), mode.zone);
  return cast && orNull(cast);
}

const orNull =
  (cast: Cast): Cast =>
  (value) =>
    value === null ? null : cast(value);

function leaf(from: DataType, to: DataType, refuse: Refusal, zone: Zone): Cast | undefined {
  switch (to.kind) {
    case 'string':
      return from.kind === 'vector' ? undefined : textOf(from, zone);
    case 'boolean':
      return toBoolean(from, refuse);
    case 'byte':
    case 'short':
    case 'integer':
    case 'long':
      return toIntegral(from, to, refuse);
    case 'float':
    case 'double':
      return toFloating(from, to, refuse);
    case 'decimal':
      return toDecimal(from, to, refuse);
    case 'date':
      return toDate(from, refuse, zone);
    case 'timestamp':
      return toTimestamp(from, refuse, zone);
    case 'timestamp_ntz':
      return toTimestampNtz(from, refuse, zone);
    case 'time':
      return toTime(from, to, refuse, zone);
    case 'year_month_interval':
      return toYearMonth(from, to, refuse);
    case 'day_time_interval':
      return toDayTime(from, to, refuse);
    case 'interval':
      // of text that is no calendar interval Spark makes null, even under ANSI
      return from.kind === 'string' ? (text: string) => parseCalendarInterval(text) ?? null : undefined;
    case 'binary':
      return from.kind === 'string' ? (text: string) => Buffer.from(text) : undefined;
    default:
      return undefined;
  }
}

const TRUE = new Set(['t', 'true', 'y', 'yes', '1']);
const FALSE = new Set(['f', 'false', 'n', 'no', '0']);

function toBoolean(from: DataType, refuse: Refusal): Cast | undefined {
  switch (from.kind) {
    case 'string':
      return (text: string) => {
        const word = trimAll(text).toLowerCase();
        return TRUE.has(word) ? true : FALSE.has(word) ? false : refuse.invalid(text);
      };
    case 'byte':
    case 'short':
    case 'integer':
    case 'long':
    case 'float':
    case 'double':
    case 'decimal':
      return (value: unknown) => Number(value) !== 0;
    default:
      return undefined;
  }
}

function nested(from: DataType, to: DataType, mode: CastMode): Cast | undefined {
  if (from.kind === 'array' && to.kind === 'array') {
    const element = findCaster(from.element, to.element, mode);
    return element && orNull((values: unknown[]) => values.map(element));
  }
  if (from.kind === 'map' && to.kind === 'map') {
    const key = findCaster(from.key, to.key, mode);
    const value = findCaster(from.value, to.value, mode);
    return key && value && orNull((entries: [unknown, unknown][]) => entries.map(([k, v]) => [key(k), value(v)]));
  }
  if (from.kind === 'struct' && to.kind === 'struct' && from.fields.length === to.fields.length) {
    const fields = from.fields.map((f, i) => findCaster(f.type, to.fields[i]!.type, mode));
    return fields.includes(undefined) ? undefined : orNull((values: unknown[]) => values.map((v, i) => fields[i]!(v)));
  }
  return undefined;
}

/** Throws Spark's error about a cast that there is not, with the way out that Spark names. */
export function refuseCast(from: DataType, to: DataType): never {
  const way = wayOut(from, to);
  throw new AnalysisError(
    `DATATYPE_MISMATCH.${way === undefined ? 'CAST_WITHOUT_SUGGESTION' : 'CAST_WITH_FUNC_SUGGESTION'}`,
    `Cannot cast ${typeName(from)} to ${typeName(to)}. ${way === undefined ? 'There is no such cast.' : `Use ${way} instead.`}`,
    { sqlState: '42K09' },
  );
}

function wayOut(from: DataType, to: DataType): string | undefined {
  const isNumber = (type: DataType): boolean => ['byte', 'short', 'integer', 'long', 'float', 'double', 'decimal'].includes(type.kind);
  if (from.kind === 'date' && isNumber(to)) return 'unix_date()';
  if (to.kind === 'date' && isNumber(from)) return 'date_from_unix_date()';
  if (from.kind === 'array' && to.kind === 'string') return 'array_join()';
  return undefined;
}
