import * as arrow from 'apache-arrow';
import type { DecimalType } from '#lib/types/data-type.js';
import type { Reader } from './column-reader.js';
import { bigintAt, wordsOf } from './words.js';

/** Decimals as digits with the whole scale: 1.5 as decimal(10,2) is '1.50'. */
export function readDecimal({ scale }: DecimalType, data: arrow.Data): Reader {
  if (!arrow.DataType.isDecimal(data.type)) {
    const values = data.values as BigUint64Array; // unsigned 64-bit integers have no smaller type in Spark
    return (row) => withPoint(values[row]!, scale);
  }
  const physicalScale = data.type.scale;
  const pairs = data.type.bitWidth / 64;
  const words = wordsOf(data.values as Uint32Array);
  return (row) => {
    let value = bigintAt(words, (row + 1) * pairs - 1);
    for (let pair = (row + 1) * pairs - 2; pair >= row * pairs; pair--) value = (value << 64n) | BigInt.asUintN(64, bigintAt(words, pair));
    return withPoint(value, physicalScale);
  };
}

function withPoint(unscaled: bigint, scale: number): string {
  if (scale === 0) return unscaled.toString();
  const sign = unscaled < 0n ? '-' : '';
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(scale + 1, '0');
  return `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}
