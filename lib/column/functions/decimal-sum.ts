import { ExecutionError } from '#lib/errors.js';
import type { KernelMaker } from '#lib/plan/kernel.js';
import type { DataType } from '#lib/types/data-type.js';

type Sum = readonly [total: string, rows: bigint];

/** The sum of a list of decimals, whose digits may be more than DuckDB can add; null where it does not fit and one tries. */
export const decimalSum =
  (trying: boolean): KernelMaker =>
  (_, returns) =>
  (values: readonly string[]) =>
    written(
      values.reduce((sum, value) => sum + digits(value), 0n),
      returns,
      trying,
    );

/** The mean, rounded half up, from a list of decimals, or from their sum and their number. */
export const averageOf =
  (trying: boolean): KernelMaker =>
  ([of], returns) => {
    const [from] = [of!.kind === 'array' ? of!.element : of!.kind === 'struct' ? of!.fields[0]!.type : of!];
    const shift = 10n ** BigInt(scaleOf(returns) - scaleOf(from));
    return (found: readonly string[] | Sum) => {
      const list = of!.kind === 'array';
      const total = list ? (found as string[]).reduce((sum, value) => sum + digits(value), 0n) : digits(String((found as Sum)[0] ?? 0));
      const rows = list ? BigInt(found.length) : (found as Sum)[1];
      if (rows === 0n) return null;
      if (list && written(total, from, trying) === null) return null;
      return written(halfUp(total * shift, rows), returns, trying);
    };
  };

const scaleOf = (type: DataType): number => (type.kind === 'decimal' ? type.scale : 0);
const digits = (value: string): bigint => BigInt(value.replace('.', ''));

function halfUp(total: bigint, rows: bigint): bigint {
  const size = total < 0n ? -total : total;
  const rounded = (2n * size + rows) / (2n * rows);
  return total < 0n ? -rounded : rounded;
}

function written(total: bigint, type: DataType, trying: boolean): string | number | bigint | null {
  if (type.kind === 'year_month_interval') return Number(total);
  if (type.kind !== 'decimal') return total;
  const text = (total < 0n ? -total : total).toString();
  if (text.length > 38) {
    if (trying) return null;
    throw new ExecutionError(
      'ARITHMETIC_OVERFLOW',
      'The sum of decimals must have at most 38 digits. Use try_sum or try_avg to get null instead.',
      {
        sqlState: '22003',
      },
    );
  }
  const padded = text.padStart(type.scale + 1, '0');
  const sign = total < 0n ? '-' : '';
  return type.scale === 0 ? sign + padded : `${sign}${padded.slice(0, -type.scale)}.${padded.slice(-type.scale)}`;
}
