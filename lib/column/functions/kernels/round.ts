import { ExecutionError } from '#lib/errors.js';
import type { DataType } from '#lib/types/data-type.js';
import { typeName } from '#lib/types/type-name.js';
import { decimalOf, decimalText, roundDecimal, type Rounding } from './decimal-digits.js';

const BITS: Readonly<Record<string, number>> = { byte: 8, short: 16, integer: 32, long: 64 };

/** Rounds values of a type to so many places; a double is taken as the digits that it prints. */
export function rounder([type]: readonly DataType[], returns: DataType, rounding: Rounding): (value: any, places?: number) => unknown {
  switch (type!.kind) {
    case 'float':
    case 'double': {
      const text = type!.kind === 'float' ? floatText : String;
      return (value: number, places = 0) => {
        if (!Number.isFinite(value) || places > 400) return value;
        const rounded = Number(decimalText(roundDecimal(decimalOf(text(value)), places, rounding)));
        // the sign of a zero is lost on the way through a decimal, in Java as here
        return type!.kind === 'float' ? Math.fround(rounded) : rounded;
      };
    }
    case 'decimal': {
      const scale = returns.kind === 'decimal' ? returns.scale : 0;
      return (value: string, places = 0) => {
        const to = Math.min(places, scale);
        return decimalText(roundDecimal(roundDecimal(decimalOf(value), to, rounding), scale, rounding));
      };
    }
    default: {
      const bits = BITS[type!.kind]!;
      return (value: number | bigint, places = 0) => {
        const rounded = roundDecimal({ unscaled: BigInt(value), scale: 0 }, Math.min(places, 0), rounding).unscaled;
        if (BigInt.asIntN(bits, rounded) !== rounded)
          throw new ExecutionError('ARITHMETIC_OVERFLOW', `${rounded} does not fit ${typeName(type!)}. Cast to a wider type first.`, {
            sqlState: '22003',
          });
        return typeof value === 'bigint' ? rounded : Number(rounded);
      };
    }
  }
}

/** As few digits as tell a float from its neighbours. */
export function floatText(x: number): string {
  for (let digits = 6; digits < 10; digits++) {
    const text = x.toPrecision(digits);
    if (Math.fround(Number(text)) === x) return String(Number(text));
  }
  return String(x);
}
