import { ExecutionError } from '#lib/errors.js';
import type { KernelMaker } from '#lib/plan/kernel.js';
import type { ArrayType, StructType } from '#lib/types/data-type.js';
import { rawOrder } from './raw-order.js';

type Weighted = readonly [value: number | bigint, times: bigint];

/** Spark's percentiles of values that count several times each, from their list; null where all count 0 times. A negative number of times is an error. */
export const weightedPercentiles: KernelMaker = ([list], returns) => {
  const of = ((list as ArrayType).element as StructType).fields[0]!.type;
  const order = rawOrder(of);
  const one = returns.kind === 'array' ? returns.element : returns;
  const result = (x: number): number | bigint =>
    one.kind === 'double' ? x : one.kind === 'day_time_interval' ? BigInt(Math.trunc(x)) : Math.trunc(x);
  return (values: readonly Weighted[], percentage: number | readonly number[]) => {
    const sorted = values.toSorted((a, b) => order(a[0], b[0]));
    const ends: bigint[] = [];
    let rows = 0n;
    for (const [, times] of sorted) {
      if (times < 0n)
        throw new ExecutionError('NEGATIVE_VALUES_IN_FREQUENCY_EXPRESSION', `A frequency must be 0 or more; got ${times}`, {
          sqlState: '22003',
        });
      ends.push((rows += times));
    }
    if (rows === 0n) return null;
    const at = (place: number): number => Number(sorted[ends.findIndex((end) => end > BigInt(place))]![0]);
    const find = (p: number): number | bigint => {
      const position = Number(rows - 1n) * p;
      const [lower, higher] = [Math.floor(position), Math.ceil(position)];
      const [low, high] = [at(lower), at(higher)];
      return result(low === high || lower === higher ? low : (higher - position) * low + (position - lower) * high);
    };
    return typeof percentage === 'number' ? find(percentage) : percentage.length === 0 ? null : percentage.map(find);
  };
};
