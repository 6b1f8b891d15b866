import { ExecutionError } from '#lib/errors.js';
import type { DataType } from '#lib/types/data-type.js';

const WIDTHS: Readonly<Record<string, number>> = { byte: 8, short: 16, integer: 32 };

/** Reads a bit of whole numbers of a type. */
export function bitAt(type: DataType): (value: number | bigint, position: number) => number {
  const width = WIDTHS[type.kind] ?? 64;
  return (value, position) => {
    if (position < 0 || position >= width)
      throw new ExecutionError(
        'INVALID_PARAMETER_VALUE.BIT_POSITION_RANGE',
        `The position of bit_get must be from 0 to ${width - 1}; got ${position}`,
        {
          sqlState: '22023',
        },
      );
    return Number((BigInt(value) >> BigInt(position)) & 1n);
  };
}
