import { AnalysisError } from '#lib/errors.js';
import { castTo } from '#lib/plan/cast-to.js';
import type { Expression } from '#lib/plan/expression.js';
import { typeOf } from '#lib/plan/type-of.js';
import { DAY_MICROS } from '#lib/time/micros.js';
import { parseCalendarInterval } from '#lib/time/parse-interval.js';
import * as t from '#lib/types/data-type.js';
import type { DataType } from '#lib/types/data-type.js';
import { scalar, spec, type Row } from './define.js';

const windowOf = (type: DataType): t.StructType => t.struct([t.field('start', type), t.field('end', type)]);

/** The microseconds of `5 minutes`; months have none. */
function duration(text: string): bigint {
  const parts = parseCalendarInterval(text);
  if (parts !== undefined && parts[0] === 0) return BigInt(parts[1]) * DAY_MICROS + parts[2];
  throw new AnalysisError(
    'CANNOT_PARSE_INTERVAL',
    `The length of a window must be weeks to microseconds, such as '5 minutes'; got '${text}'.`,
    {
      sqlState: '22006',
    },
  );
}

/** The windows that hold a time, the earliest first: each `slide` after `start` one begins. */
function windowsOf(time: bigint, length: string, slide = length, start = '0 seconds'): (readonly [start: bigint, end: bigint])[] {
  const [size, step] = [duration(length), duration(slide)];
  if (size <= 0n || step <= 0n || step > size)
    throw new AnalysisError(
      'DATATYPE_MISMATCH.PARAMETER_CONSTRAINT_VIOLATION',
      `A window must slide by more than 0 and at most its length; got '${length}' by '${slide}'.`,
      {
        sqlState: '42K09',
      },
    );
  const rest = (time - duration(start)) % step;
  const last = time - (rest < 0n ? rest + step : rest);
  const windows: (readonly [bigint, bigint])[] = [];
  for (let begin = last; begin + size > time; begin -= step) windows.unshift([begin, begin + size]);
  return windows;
}

const asTime = ([time, ...rest]: readonly Expression[]): Expression[] => [
  typeOf(time!).kind === 'timestamp_ntz' ? time! : castTo(time!, t.timestamp),
  ...rest.map((e) => castTo(e, t.string)),
];
const row: Pick<Row, 'args' | 'min' | 'rewrite'> = { args: ['any', 'any', 'any', 'any'], min: 2, rewrite: asTime };

/**
 * The window of time that holds a timestamp, as a struct of start and end: `window('time', '10 minutes')`. In groupBy a row
 * is in each window that it falls into where they slide: `window('time', '10 minutes', '5 minutes')`; null is in none.
 */
export const window = scalar<'window', { start: Date; end: Date }, [length: string, slide?: string, start?: string]>('window', {
  ...row,
  returns: (types) => windowOf(types[0]!),
  kernel: { make: () => (time: bigint, length: string, slide?: string, start?: string) => windowsOf(time, length, slide, start).at(-1) },
});
/** All windows that hold a time, which grouping makes rows of. */
export const timeWindows = [
  spec('time_windows', 'scalar', {
    ...row,
    returns: (types) => t.array(windowOf(types[0]!), false),
    kernel: { make: () => windowsOf },
  }),
];

/** The last microsecond of a window. */
export const windowTime = scalar<'window_time', Date>('window_time', {
  args: ['any'],
  returns: ([type]) => (type?.kind === 'struct' ? type.fields.find((f) => f.name === 'end')?.type : undefined) ?? t.timestamp,
  duckdb: ([a]) => `(struct_extract(${a!}, 'end') - INTERVAL 1 MICROSECOND)`,
});
