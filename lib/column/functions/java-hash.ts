import type { DataType } from '#lib/types/data-type.js';
import { murmurOfText } from './murmur.js';

/** Java's hashCode of the values of a type. */
export function javaHash(type: DataType): ((value: any) => number) | undefined {
  switch (type.kind) {
    case 'boolean':
      return (value: boolean) => (value ? 1231 : 1237);
    case 'byte':
    case 'short':
    case 'integer':
    case 'date':
    case 'year_month_interval':
      return (value: number) => value;
    case 'long':
    case 'timestamp':
    case 'timestamp_ntz':
    case 'day_time_interval':
      return folded;
    case 'double':
      return (value: number) => folded(new BigInt64Array(new Float64Array([value]).buffer)[0]!);
    case 'float':
      return (value: number) => new Int32Array(new Float32Array([value]).buffer)[0]!;
    case 'string':
      return murmurOfText;
    default:
      return undefined;
  }
}

const folded = (value: bigint): number => Number(BigInt.asIntN(32, value ^ (BigInt.asUintN(64, value) >> 32n)));
