import { ExecutionError } from '#lib/errors.js';
import { castTo } from '#lib/plan/cast-to.js';
import { commonType, isIntegral } from '#lib/plan/common-type.js';
import type { Expression } from '#lib/plan/expression.js';
import { typeOf } from '#lib/plan/type-of.js';
import * as t from '#lib/types/data-type.js';

import { nary, wrongType } from './define.js';
import { MOST_ELEMENTS, tooLong } from './array-limit.js';

/** The whole numbers from the first to the second, both included, by a step: 1 or -1 where none is given. A step that leads away is an error. */
export const sequence = nary<any[]>('sequence', {
  args: ['any', 'any', 'any'],
  min: 2,
  rewrite(args) {
    const odd = args.findIndex((e) => !isIntegral(typeOf(e)) && typeOf(e).kind !== 'null');
    if (odd !== -1) wrongType('sequence', odd, 'a whole number', args[odd]!);
    const type = args.map(typeOf).reduce((a, b) => commonType(a, b)!);
    return args.map((e: Expression) => castTo(e, type.kind === 'null' ? t.integer : type));
  },
  returns: (types) => t.array(types[0]!, false),
  kernel: { make: ([type]) => (type!.kind === 'long' ? longs : numbers) },
});

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
