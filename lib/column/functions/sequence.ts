import { AnalysisError, ExecutionError } from '#lib/errors.js';
import { castTo } from '#lib/plan/cast-to.js';
import { commonType, isIntegral } from '#lib/plan/common-type.js';
import type { Expression } from '#lib/plan/expression.js';
import { typeOf } from '#lib/plan/type-of.js';
import * as t from '#lib/types/data-type.js';
import type { DataType } from '#lib/types/data-type.js';
import { typeName } from '#lib/types/type-name.js';

import { nary } from './define.js';
import { dateSequence, timestampSequence } from './time-sequence.js';
import { MOST_ELEMENTS, tooLong } from './array-limit.js';

/** The whole numbers, dates or timestamps from the first to the second, both included, by a step: 1 or a day where none is given, forth or back. A step that leads away is an error. */
export const sequence = nary<any[]>('sequence', {
  args: ['any', 'any', 'any'],
  min: 2,
  rewrite: (args) => (args.some((e) => isTime(typeOf(e))) ? times(args) : wholes(args)),
  returns: (types) => t.array(types[0]!, false),
  kernel: {
    make(types, returns, session) {
      const { kind } = types[0]!;
      if (kind === 'date') return dateSequence(types, returns, session);
      if (isTime(types[0]!)) return timestampSequence(types, returns, session);
      return kind === 'long' ? longs : numbers;
    },
  },
});

const isTime = (type: DataType): boolean => ['date', 'timestamp', 'timestamp_ntz'].includes(type.kind);

function wholes(args: readonly Expression[]): Expression[] {
  const odd = args.findIndex((e) => !isIntegral(typeOf(e)) && typeOf(e).kind !== 'null');
  if (odd !== -1) wrongTypes(args);
  const type = args.map(typeOf).reduce((a, b) => commonType(a, b)!);
  return args.map((e) => castTo(e, type.kind === 'null' ? t.integer : type));
}

function times([start, stop, step]: readonly Expression[]): Expression[] {
  const type = commonType(typeOf(start!), typeOf(stop!));
  if (type === undefined || !isTime(type)) return wrongTypes([start!, stop!]);
  if (step !== undefined && !['day_time_interval', 'year_month_interval'].includes(typeOf(step).kind))
    return wrongTypes([start!, stop!, step]);
  return [castTo(start!, type), castTo(stop!, type), ...(step === undefined ? [] : [step])];
}

function wrongTypes(args: readonly Expression[]): never {
  throw new AnalysisError(
    'DATATYPE_MISMATCH.SEQUENCE_WRONG_INPUT_TYPES',
    `'sequence' must have whole numbers, or dates or timestamps and an interval; got ${args.map((e) => typeName(typeOf(e))).join(', ')}`,
    { sqlState: '42K09' },
  );
}

function longs(start: bigint, stop: bigint, step = start <= stop ? 1n : -1n): bigint[] {
  check(start, stop, step);
  if (start === stop) return [start];
  const length = (stop - start) / step + 1n;
  if (length > BigInt(MOST_ELEMENTS)) throw tooLong('sequence', length);
  return Array.from({ length: Number(length) }, (_, i) => start + BigInt(i) * step);
}

function numbers(start: number, stop: number, step = start <= stop ? 1 : -1): number[] {
  check(start, stop, step);
  if (start === stop) return [start];
  const length = Math.floor((stop - start) / step) + 1;
  if (length > MOST_ELEMENTS) throw tooLong('sequence', length);
  return Array.from({ length }, (_, i) => start + i * step);
}

function check(start: number | bigint, stop: number | bigint, step: number | bigint): void {
  if ((step > 0 && start <= stop) || (step < 0 && start >= stop) || (Number(step) === 0 && start === stop)) return;
  throw new ExecutionError('INVALID_PARAMETER_VALUE', `The step of sequence() must lead from ${start} to ${stop}; got ${step}`, {
    sqlState: '22023',
  });
}
