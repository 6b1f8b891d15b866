import { AnalysisError } from '#lib/errors.js';
import { castTo } from '#lib/plan/cast-to.js';
import { decimalText } from '#lib/plan/cast/decimal-value.js';
import { toLocal } from '#lib/plan/cast/to-time.js';
import type { Expression } from '#lib/plan/expression.js';
import type { FunctionSpec } from '#lib/plan/function-spec.js';
import type { KernelMaker } from '#lib/plan/kernel.js';
import { showExpression } from '#lib/plan/show-expression.js';
import { typeOf } from '#lib/plan/type-of.js';
import { civilOf, dayOfYear, isoWeek, isoWeekday } from '#lib/time/calendar.js';
import { splitMicros } from '#lib/time/micros.js';
import { UTC, zoneOf } from '#lib/time/zone.js';
import * as t from '#lib/types/data-type.js';
import type { DataType } from '#lib/types/data-type.js';
import { spec } from './define.js';
import { isInterval } from './arithmetic-binding.js';

/** Spark's names of each field. */
const NAMES: Readonly<Record<string, string>> = {
  YEAR: 'Y YEARS YR YRS',
  YEAROFWEEK: '',
  QUARTER: 'QTR',
  MONTH: 'MON MONS MONTHS',
  WEEK: 'W WEEKS',
  DAY: 'D DAYS',
  DAYOFWEEK: 'DOW',
  DAYOFWEEK_ISO: 'DOW_ISO',
  DOY: '',
  HOUR: 'H HOURS HR HRS',
  MINUTE: 'M MIN MINS MINUTES',
  SECOND: 'S SEC SECONDS SECS',
};
const fieldOf = (name: string): string | undefined =>
  Object.keys(NAMES).find((field) => field === name.toUpperCase() || NAMES[field]!.split(' ').includes(name.toUpperCase()));

const SECONDS = t.decimal(8, 6);
const OF_DAY: Readonly<Record<string, (days: number) => number>> = {
  YEAR: (days) => civilOf(days).year,
  YEAROFWEEK: (days) => isoWeek(days).year,
  QUARTER: (days) => Math.ceil(civilOf(days).month / 3),
  MONTH: (days) => civilOf(days).month,
  WEEK: (days) => isoWeek(days).week,
  DAY: (days) => civilOf(days).day,
  DAYOFWEEK: (days) => (isoWeekday(days) % 7) + 1,
  DAYOFWEEK_ISO: isoWeekday,
  DOY: dayOfYear,
};
const OF_CLOCK: Readonly<Record<string, (micros: number) => unknown>> = {
  HOUR: (micros) => Math.floor(micros / 3_600_000_000),
  MINUTE: (micros) => Math.floor(micros / 60_000_000) % 60,
  SECOND: (micros) => decimalText(BigInt(micros % 60_000_000), 6),
};

/** What takes a field of a type out of its values, and the field's type; undefined where the type has no such field. */
function extractor(field: string, type: DataType): { type: DataType; make: KernelMaker } | undefined {
  if (isInterval(type)) return ofInterval(field, type);
  const [day, clock] = [OF_DAY[field], OF_CLOCK[field]];
  if (type.kind === 'time') return clock && { type: field === 'SECOND' ? SECONDS : t.integer, make: () => clock };
  if (day !== undefined) return { type: t.integer, make: () => (days: number) => day(days) };
  if (clock === undefined) return undefined;
  return {
    type: field === 'SECOND' ? SECONDS : t.integer,
    make: ([kind], _returns, { timeZone }) => {
      const zone = kind!.kind === 'timestamp' ? zoneOf(timeZone) : UTC;
      return (micros: bigint) => {
        const [seconds, fraction] = splitMicros(toLocal(micros, zone));
        return clock((((seconds % 86_400) + 86_400) % 86_400) * 1_000_000 + fraction);
      };
    },
  };
}

type Parts = readonly [months: number, days: number, micros: bigint];
const MONTHS: Readonly<Record<string, [DataType, (months: number) => number]>> = {
  YEAR: [t.integer, (months) => Math.trunc(months / 12)],
  MONTH: [t.byte, (months) => months % 12],
};
const MICROS: Readonly<Record<string, [DataType, (micros: bigint) => unknown]>> = {
  DAY: [t.integer, (micros) => Number(micros / 86_400_000_000n)],
  HOUR: [t.byte, (micros) => Number((micros / 3_600_000_000n) % 24n)],
  MINUTE: [t.byte, (micros) => Number((micros / 60_000_000n) % 60n)],
  SECOND: [SECONDS, (micros) => decimalText(micros % 60_000_000n, 6)],
};

function ofInterval(field: string, { kind }: DataType): { type: DataType; make: KernelMaker } | undefined {
  const [months, micros] = [MONTHS[field], MICROS[field]];
  if (kind === 'year_month_interval') return months && { type: months[0], make: () => months[1] };
  if (kind === 'day_time_interval') return micros && { type: micros[0], make: () => micros[1] };
  if (months !== undefined) return { type: months[0], make: () => (parts: Parts) => months[1](parts[0]) };
  if (field === 'DAY') return { type: t.integer, make: () => (parts: Parts) => parts[1] };
  return micros && { type: micros[0], make: () => (parts: Parts) => micros[1](parts[2]) };
}

/** Dates and clocks are read of what Spark casts to: text is a timestamp. */
function source(e: Expression, field: string): Expression {
  const { kind } = typeOf(e);
  if (isInterval(typeOf(e)) || kind === 'time') return e;
  if (OF_DAY[field] !== undefined) return castTo(kind === 'string' ? castTo(e, t.timestamp) : e, t.date);
  return kind === 'timestamp_ntz' || kind === 'timestamp' ? e : castTo(e, t.timestamp);
}

function refuse(field: Expression, e: Expression): never {
  throw new AnalysisError('INVALID_EXTRACT_FIELD', `Cannot extract ${showExpression(field)} from ${showExpression(e)}.`, {
    sqlState: '42601',
  });
}

const isNull = (e: Expression): boolean => (e.kind === 'cast' ? isNull(e.child) : e.kind === 'literal' && e.value === null);

/** One kernel serves all fields of a type: the field is looked up once, and then again only where it is another. */
const takeField: KernelMaker = ([, type], returns, session) => {
  const takers = new Map<string, (value: unknown) => unknown>();
  return (field: string, value: unknown) => {
    let take = takers.get(field);
    if (take === undefined) takers.set(field, (take = extractor(field, type!)!.make([type!], returns, session)));
    return take(value);
  };
};

/** A field of a date, timestamp, time or interval; the field's name is a constant. */
function extract(name: string): FunctionSpec {
  const table = spec(name, 'scalar', { args: [t.string, 'any'], returns: t.double });
  return Object.freeze({
    ...table,
    bind(args, call) {
      const bound = table.bind(args, call);
      const [field, e] = bound.args as [Expression, Expression];
      if (isNull(field)) return { args: [e], type: t.double, nullable: true };
      const known = field.kind === 'literal' && typeof field.value === 'string' ? fieldOf(field.value) : undefined;
      if (known === undefined) return refuse(field, e);
      const from = source(e, known);
      const found = extractor(known, typeOf(from)) ?? refuse(field, e);
      return { args: [{ kind: 'literal', type: t.string, value: known }, from], type: found.type, nullable: bound.nullable };
    },
    sql: () => 'CAST(NULL AS DOUBLE)',
    kernel(call) {
      const [field, e] = call.args;
      if (e === undefined || field?.kind !== 'literal') return undefined;
      return { make: takeField };
    },
  } satisfies FunctionSpec);
}

export const extracts: readonly FunctionSpec[] = [extract('extract'), extract('date_part'), extract('datepart')];
