import { Bool, makeData, Null, vectorFromArray } from 'apache-arrow';
import type { Data } from 'apache-arrow';
import { toArrowType } from '#lib/types/arrow.js';
import type { DataType } from '#lib/types/data-type.js';
import type { Constant } from './stage.js';

/** A column that holds `values`, one after the other, `times` times over. */
export function repeatedColumn(values: readonly Constant[], type: DataType, times: number): Data {
  const arrowType = toArrowType(type) as any;
  const length = values.length * times;
  const nulls = values.reduce<number>((count, value) => count + (value === null ? 1 : 0), 0);
  if (type.kind === 'null') return makeData({ type: new Null(), length });
  const validity =
    nulls === 0
      ? {}
      : {
          nullCount: nulls * times,
          nullBitmap: repeatedBits(
            values.map((value) => value !== null),
            times,
          ),
        };
  switch (type.kind) {
    case 'boolean':
      return makeData({
        type: new Bool(),
        length,
        ...validity,
        data: repeatedBits(
          values.map((value) => value === true),
          times,
        ),
      });
    case 'string':
    case 'binary': {
      const pieces = values.map((value) =>
        typeof value === 'string' ? new TextEncoder().encode(value) : ((value ?? new Uint8Array()) as Uint8Array),
      );
      return makeData({ type: arrowType, length, ...validity, valueOffsets: offsetsOf(pieces, times), data: repeatedBytes(pieces, times) });
    }
    case 'array': {
      const lists = values.map((value) => (value ?? []) as readonly Constant[]);
      const child = repeatedColumn(lists.flat(1), type.element, times);
      return makeData({ type: arrowType, length, ...validity, valueOffsets: offsetsOf(lists, times), child });
    }
    case 'map': {
      const entries = values.map((value) => (value ?? []) as readonly (readonly Constant[])[]);
      const flat = entries.flat(1);
      const children = [
        repeatedColumn(
          flat.map((entry) => entry[0]!),
          type.key,
          times,
        ),
        repeatedColumn(
          flat.map((entry) => entry[1] ?? null),
          type.value,
          times,
        ),
      ];
      const child = makeData({ type: arrowType.children[0].type, length: flat.length * times, nullCount: 0, children });
      return makeData({ type: arrowType, length, ...validity, valueOffsets: offsetsOf(entries, times), child } as any);
    }
    case 'struct': {
      const children = type.fields.map((f, i) =>
        repeatedColumn(
          values.map((value) => (value as readonly Constant[] | null)?.[i] ?? null),
          f.type,
          times,
        ),
      );
      return makeData({ type: arrowType, length, ...validity, children });
    }
    case 'vector': {
      if (type.layout === 'dense') {
        const zeros = Array<Constant>(type.size).fill(0);
        const child = repeatedColumn(
          values.flatMap((value) => (value as readonly Constant[] | null) ?? zeros),
          { kind: type.element },
          times,
        );
        return makeData({ type: arrowType, length, ...validity, child });
      }
      return vectorFromArray(
        Array.from({ length }, (_, row) => values[row % values.length]),
        arrowType,
      ).data[0]!;
    }
    case 'decimal':
      return makeData({
        type: arrowType,
        length,
        ...validity,
        data: repeatedNumbers(Uint32Array, values.map((value) => decimalWords(value)).flat(), times),
      });
    default: {
      const numbers = arrowType.ArrayType as NumbersType;
      const filled = values.map((value) => value ?? (numbers === BigInt64Array ? 0n : 0));
      const asked = numbers === BigInt64Array ? filled.map((value) => BigInt(value as number)) : filled.map(Number);
      return makeData({ type: arrowType, length, ...validity, data: repeatedNumbers(numbers, asked as never, times) });
    }
  }
}

type NumbersType = new (length: number) => { set(values: ArrayLike<any>, at: number): void };

function repeatedNumbers(Numbers: NumbersType, values: readonly any[], times: number): any {
  const all = new Numbers(values.length * times);
  for (let i = 0; i < times; i++) all.set(values, i * values.length);
  return all;
}

function repeatedBits(bits: readonly boolean[], times: number): Uint8Array {
  const bytes = new Uint8Array(Math.ceil((bits.length * times) / 8));
  for (let i = 0; i < bits.length * times; i++) if (bits[i % bits.length]) bytes[i >> 3]! |= 1 << (i & 7);
  return bytes;
}

function repeatedBytes(pieces: readonly Uint8Array[], times: number): Uint8Array {
  const once = Buffer.concat(pieces);
  const all = new Uint8Array(once.length * times);
  for (let i = 0; i < times; i++) all.set(once, i * once.length);
  return all;
}

function offsetsOf(pieces: readonly { readonly length: number }[], times: number): Int32Array {
  const offsets = new Int32Array(pieces.length * times + 1);
  for (let i = 1; i < offsets.length; i++) offsets[i] = offsets[i - 1]! + pieces[(i - 1) % pieces.length]!.length;
  return offsets;
}

/** A decimal's unscaled integer as four little-endian words, in two's complement. */
function decimalWords(value: Constant): number[] {
  const unscaled = BigInt.asUintN(128, BigInt(String(value ?? 0).replace('.', '')));
  return [0n, 32n, 64n, 96n].map((shift) => Number((unscaled >> shift) & 0xffffffffn));
}
