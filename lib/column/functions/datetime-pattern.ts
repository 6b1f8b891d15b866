import { ExecutionError } from '#lib/errors.js';
import type { KernelMaker } from '#lib/plan/kernel.js';
import type { Expression } from '#lib/plan/expression.js';
import { typeOf } from '#lib/plan/type-of.js';
import { joinMicros, splitMicros } from '#lib/time/micros.js';
import { parseTime } from '#lib/time/parse-time.js';
import { formatPattern } from '#lib/time/pattern/format-pattern.js';
import { parsePattern, type Parsed } from '#lib/time/pattern/parse-pattern.js';
import { UTC, zoneOf, type Zone } from '#lib/time/zone.js';
import * as t from '#lib/types/data-type.js';
import type { DataType } from '#lib/types/data-type.js';
import { scalar, type Row } from './define.js';

const DEFAULT_PATTERN = 'yyyy-MM-dd HH:mm:ss';

const refuse = (text: string, pattern: string): never => {
  throw new ExecutionError(
    'CANNOT_PARSE_TIMESTAMP',
    `'${text}' must fit the pattern '${pattern}'. Use a try_ function to get null instead.`,
    {
      sqlState: '22007',
    },
  );
};

type Take = (parsed: Parsed, zone: Zone) => unknown;
const instantOf: Take = ({ days, micros, zone }, session) =>
  joinMicros((zone ?? session).toUtc(days * 86_400 + Math.floor(micros / 1_000_000)), micros % 1_000_000);
const localOf: Take = ({ days, micros }) => joinMicros(days * 86_400, 0) + BigInt(micros);
const dayOf: Take = ({ days }) => days;
const secondsOf: Take = (parsed, session) => BigInt(splitMicros(instantOf(parsed, session) as bigint)[0]);

/** Text read by a pattern, which may be another in each row. */
const reading =
  (take: Take, trying: boolean): KernelMaker =>
  (_types, _returns, { timeZone }) => {
    const zone = zoneOf(timeZone);
    return (text: string, pattern: string = DEFAULT_PATTERN) => {
      const parsed = parsePattern(pattern)(text);
      return parsed === undefined ? (trying ? null : refuse(text, pattern)) : take(parsed, zone);
    };
  };

/** A function of text and a pattern; without a pattern, or of another type than text, it is the cast. */
function converter(type: DataType, take: Take, trying = false): Row {
  const cast = (e: Expression) => Object.freeze({ kind: 'cast', child: e, type, implicit: true, ...(trying && { try: true }) } as const);
  return {
    args: ['any', t.string],
    min: 1,
    returns: type,
    nullable: true,
    rewrite: (args) =>
      args.length === 1 || (typeOfArg(args[0]!) !== 'string' && typeOfArg(args[0]!) !== 'null') ? [cast(args[0]!)] : args,
    duckdb: ([a]) => a!,
    kernel: { make: reading(take, trying), for: (call) => call.args.length === 2 },
  };
}
const typeOfArg = (e: Expression): string => typeOf(e).kind;

/** The date of text, by a pattern or as a cast reads it; an error where the text is none. */
export const toDate = scalar<'to_date', Date, [format?: string]>('to_date', converter(t.date, dayOf));
/** As `toDate`, but null where the text is none. */
export const tryToDate = scalar<'try_to_date', Date, [format?: string]>('try_to_date', converter(t.date, dayOf, true));
/** The timestamp of text in the session's time zone, by a pattern or as a cast reads it; an error where the text is none. */
export const toTimestamp = scalar<'to_timestamp', Date, [format?: string]>('to_timestamp', converter(t.timestamp, instantOf));
export const tryToTimestamp = scalar<'try_to_timestamp', Date, [format?: string]>(
  'try_to_timestamp',
  converter(t.timestamp, instantOf, true),
);
export const toTimestampLtz = scalar<'to_timestamp_ltz', Date, [format?: string]>('to_timestamp_ltz', converter(t.timestamp, instantOf));
export const toTimestampNtz = scalar<'to_timestamp_ntz', Date, [format?: string]>('to_timestamp_ntz', converter(t.timestampNtz, localOf));

/** A timestamp as text, by a pattern such as `yyyy-MM-dd`; times of day are taken too. */
export const dateFormat = scalar<'date_format', string, [format: string]>('date_format', {
  args: ['any', t.string],
  returns: t.string,
  rewrite: ([value, pattern]) => [
    ['time', 'timestamp', 'timestamp_ntz'].includes(typeOfArg(value!)) ? value! : castToTimestamp(value!),
    pattern!,
  ],
  kernel: {
    make: ([type], _returns, { timeZone }) => {
      if (type!.kind === 'time') return (micros: number, pattern: string) => formatPattern(pattern)(BigInt(micros), UTC);
      const zone = type!.kind === 'timestamp' ? zoneOf(timeZone) : UTC;
      return (micros: bigint, pattern: string) => formatPattern(pattern)(micros, zone);
    },
  },
});

const castToTimestamp = (child: Expression) => Object.freeze({ kind: 'cast', child, type: t.timestamp, implicit: true } as const);

const UNIX: Row = {
  args: ['any', t.string],
  min: 1,
  returns: t.long,
  nullable: true,
  rewrite: ([value, pattern]) =>
    typeOfArg(value!) === 'string'
      ? [value!, ...(pattern === undefined ? [] : [pattern])]
      : [typeOfArg(value!) === 'timestamp_ntz' ? value! : castToTimestamp(value!)],
  duckdb: ([a]) => `CAST(trunc(epoch_us(${a!}) / 1000000) AS BIGINT)`,
  kernel: { make: reading(secondsOf, false), for: (call) => typeOfArg(call.args[0]!) === 'string' },
};
const NOW: Row = { ...UNIX, min: 0, rewrite: (args) => (args.length === 0 ? args : UNIX.rewrite!(args)) };

/** Seconds from 1970 of text read by a pattern (`yyyy-MM-dd HH:mm:ss` if not given), or of a timestamp; of now without arguments. */
export const unixTimestamp = scalar<'unix_timestamp', number, [format?: string]>('unix_timestamp', {
  ...NOW,
  duckdb: ([a]) => `CAST(trunc(epoch_us(${a ?? 'current_timestamp'}) / 1000000) AS BIGINT)`,
  kernel: { make: reading(secondsOf, false), for: (call) => call.args.length > 0 && typeOfArg(call.args[0]!) === 'string' },
});
export const toUnixTimestamp = scalar<'to_unix_timestamp', number, [format?: string]>('to_unix_timestamp', UNIX);

/** Seconds from 1970 as text in the session's time zone, by a pattern (`yyyy-MM-dd HH:mm:ss` if not given). */
export const fromUnixtime = scalar<'from_unixtime', string, [format?: string]>('from_unixtime', {
  args: [t.long, t.string],
  min: 1,
  returns: t.string,
  kernel: {
    make: (_types, _returns, { timeZone }) => {
      const zone = zoneOf(timeZone);
      return (seconds: bigint, pattern: string = DEFAULT_PATTERN) => formatPattern(pattern)(seconds * 1_000_000n, zone);
    },
  },
});

/** The time of day of text, by a pattern or as a cast reads it; an error where the text is none. */
const timeReader = (trying: boolean): Row => ({
  args: [t.string, t.string],
  min: 1,
  returns: t.time(),
  nullable: true,
  kernel: {
    make: () => (text: string, pattern?: string) => {
      const micros = pattern === undefined ? parseTime(text) : parsePattern(pattern)(text)?.micros;
      if (micros !== undefined || trying) return micros ?? null;
      throw new ExecutionError(
        'CANNOT_PARSE_TIME',
        `'${text}' must be a time of day${pattern === undefined ? '' : ` of the pattern '${pattern}'`}. Use try_to_time to get null instead.`,
        {
          sqlState: '22010',
        },
      );
    },
  },
});
export const toTime = scalar<'to_time', string, [format?: string]>('to_time', timeReader(false));
export const tryToTime = scalar<'try_to_time', string, [format?: string]>('try_to_time', timeReader(true));
