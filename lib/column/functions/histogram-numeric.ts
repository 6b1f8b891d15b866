import { AnalysisError } from '#lib/errors.js';
import { castTo } from '#lib/plan/cast-to.js';
import { isNumeric } from '#lib/plan/common-type.js';
import type { KernelMaker } from '#lib/plan/kernel.js';
import { typeOf } from '#lib/plan/type-of.js';
import * as t from '#lib/types/data-type.js';
import type { DataType, StructType } from '#lib/types/data-type.js';
import { constantOf } from './constant.js';
import { aggregate, aggregateSql, wrongType } from './define.js';
import { JavaRandom } from './java-random.js';

type Bin = { x: number; y: number };

/** Bins of a list of numbers: Ben-Haim and Tom-Tov's streaming histogram, as Hive and Spark have it. */
const histogram: KernelMaker = (_, returns) => {
  const of = ((returns as t.ArrayType).element as StructType).fields[0]!.type;
  return (values: readonly number[], most: number) => {
    const found: Bin[] = [];
    const random = new JavaRandom(31183n);
    for (const value of values) {
      add(found, value);
      if (found.length > most) merge(found, random);
    }
    return found.map(({ x, y }) => [typed(x, of), y]);
  };
};

function add(bins: Bin[], value: number): void {
  let [low, high] = [0, bins.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (bins[middle]!.x < value) low = middle + 1;
    else high = middle;
  }
  if (bins[low]?.x === value) bins[low]!.y++;
  else bins.splice(low, 0, { x: value, y: 1 });
}

/** The two bins that are nearest to each other become one; among equally near ones chance decides. */
function merge(bins: Bin[], random: JavaRandom): void {
  let [nearest, at, ties] = [Infinity, 0, 1];
  for (let i = 0; i < bins.length - 1; i++) {
    const gap = bins[i + 1]!.x - bins[i]!.x;
    if (gap < nearest) [nearest, at, ties] = [gap, i, 1];
    else if (gap === nearest && random.nextDouble() <= 1 / ++ties) at = i;
  }
  const [a, b] = bins.slice(at, at + 2) as [Bin, Bin];
  const y = a.y + b.y;
  bins.splice(at, 2, { x: (a.x * a.y) / y + (b.x * b.y) / y, y });
}

function typed(x: number, type: DataType): number | bigint | string {
  switch (type.kind) {
    case 'double':
      return x;
    case 'float':
      return Math.fround(x);
    case 'decimal':
      return x.toFixed(type.scale);
    case 'long':
    case 'timestamp':
    case 'timestamp_ntz':
    case 'day_time_interval':
      return BigInt(Math.trunc(x));
    default:
      return Math.trunc(x);
  }
}

/** A histogram of so many bins at most, each with its center and height, as Hive's. */
export const histogramNumeric = aggregate<'histogram_numeric', any[] | null, [bins: number]>('histogram_numeric', {
  args: ['any', t.integer],
  nullable: true,
  rewrite([e, bins]) {
    const type = typeOf(e!);
    const most = constantOf(bins!);
    if (!isNumeric(type) && !['date', 'timestamp', 'timestamp_ntz', 'day_time_interval', 'year_month_interval', 'null'].includes(type.kind))
      wrongType('histogram_numeric', 0, 'a number, a date, a timestamp or an interval', e!);
    if (typeof most !== 'number' || most < 2)
      throw new AnalysisError(
        'DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE',
        `The number of bins of 'histogram_numeric' must be a constant of 2 or more; got ${String(most)}`,
        {
          sqlState: '42K09',
        },
      );
    return [type.kind === 'null' ? castTo(e!, t.double) : e!, bins!];
  },
  returns: ([type]) => t.array(t.struct([t.field('x', type!), t.field('y', t.double)])),
  duckdb: ([a], call, clauses) => aggregateSql('list', [countOf(a!, typeOf(call.args[0]!))], clauses, `${a!} IS NOT NULL`),
  finish: () => ({ of: t.array(t.double), also: [1], make: histogram }),
});

/** A value as the number that it is stored as. */
function countOf(text: string, type: DataType): string {
  if (type.kind === 'date') return `(${text} - DATE '1970-01-01')::DOUBLE`;
  return type.kind === 'timestamp' || type.kind === 'timestamp_ntz' ? `epoch_us(${text})::DOUBLE` : `${text}::DOUBLE`;
}
