import * as arrow from 'apache-arrow';
import fc from 'fast-check';

/** A batch and the rows it was made of, as `readRows` gives them. */
export interface RandomBatch {
  batch: arrow.RecordBatch;
  rows: unknown[][];
}

/** A type, what its values may be, and how to lay them out. */
interface RandomType {
  type: arrow.DataType;
  values: fc.Arbitrary<unknown>;
  build(values: readonly unknown[]): arrow.Data;
}

/** Batches of one to four columns of any type, nested up to three levels, with nulls at every level, and 0 to 40 rows. */
export const randomBatch = (options: { columns?: number } = {}): fc.Arbitrary<RandomBatch> =>
  fc
    .tuple(fc.array(randomType(3), { minLength: 1, maxLength: options.columns ?? 4 }), fc.nat(40))
    .chain(([types, length]) =>
      fc
        .tuple(...types.map((t) => fc.array(t.values, { minLength: length, maxLength: length })))
        .map((columns) => batchFrom(types, length, columns)),
    );

/** A random batch, and a slice of it that apache-arrow cut: bitmaps and booleans keep an offset. */
export const randomSlice = (): fc.Arbitrary<RandomBatch> =>
  fc.tuple(randomBatch(), fc.nat(40), fc.nat(40)).map(([{ batch, rows }, a, b]) => {
    const [from, to] = [Math.min(a, b, rows.length), Math.min(Math.max(a, b), rows.length)];
    return { batch: from === to ? batch.slice(0, 0) : batch.slice(from, to), rows: rows.slice(from, to) };
  });

function batchFrom(types: readonly RandomType[], length: number, columns: readonly (readonly unknown[])[]): RandomBatch {
  const schema = new arrow.Schema(types.map(({ type }, i) => new arrow.Field<arrow.DataType>(`c${i}`, type, true)));
  const children = columns.map((values, i) => types[i]!.build(values));
  const data = new arrow.Data(new arrow.Struct(schema.fields), 0, length, 0, undefined, children);
  return { batch: new arrow.RecordBatch(schema, data), rows: Array.from({ length }, (_, row) => columns.map((values) => values[row])) };
}

const nullable = (values: fc.Arbitrary<unknown>) => fc.option(values, { freq: 3 });
const int = (min: number, max: number) => fc.integer({ min, max });
const big = (bits: number) => fc.bigInt({ min: -(2n ** BigInt(bits - 1)), max: 2n ** BigInt(bits - 1) - 1n });
const words = (value: bigint) => Array.from({ length: 4 }, (_, i) => Number(BigInt.asUintN(32, value >> BigInt(32 * i))));

const leaves: fc.Arbitrary<RandomType> = fc.constantFrom(
  {
    type: new arrow.Null(),
    values: fc.constant(null),
    build: (v: readonly unknown[]) => new arrow.Data(new arrow.Null(), 0, v.length, v.length),
  },
  bool(),
  fixed(new arrow.Int8(), int(-128, 127)),
  fixed(new arrow.Int16(), int(-32768, 32767)),
  fixed(new arrow.Int32(), fc.integer()),
  fixed(new arrow.Int64(), big(64)),
  fixed(new arrow.Uint8(), int(0, 255)),
  fixed(new arrow.Uint16(), int(0, 65535)),
  fixed(new arrow.Uint32(), int(0, 2 ** 32 - 1)),
  fixed(new arrow.Uint64(), fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })),
  fixed(new arrow.Float32(), fc.float()),
  fixed(new arrow.Float64(), fc.double()),
  fixed(new arrow.DateDay(), int(-100000, 100000)),
  fixed(new arrow.TimeMicrosecond(), fc.bigInt({ min: 0n, max: 86_399_999_999n })),
  ...[0, 1, 2, 3].map((unit) => fixed(new arrow.Timestamp(unit), big(40))),
  fixed(new arrow.TimestampMicrosecond('UTC'), big(50)),
  fixed(new arrow.Decimal(4, 20, 128), big(60).map(words)),
  fixed(new arrow.Decimal(0, 38, 128), big(120).map(words)),
  fixed(
    new arrow.IntervalMonthDayNano(),
    fc.tuple(int(-100, 100), int(-100, 100), int(-1000, 1000)).map(([m, d, us]) => [m, d, ...interval(us)]),
  ),
  fixed(new arrow.FixedSizeBinary(3), fc.tuple(int(0, 255), int(0, 255), int(0, 255))),
  bytes(new arrow.Utf8(), fc.string({ unit: 'binary', maxLength: 30 })),
  bytes(new arrow.LargeUtf8(), fc.string({ unit: 'grapheme', maxLength: 30 })),
  bytes(
    new arrow.Binary(),
    fc.uint8Array({ maxLength: 40 }).map((b) => [...b]),
  ),
  dictionary(new arrow.Int8()),
  dictionary(new arrow.Uint32()),
);

function interval(micros: number): number[] {
  return words(BigInt(micros) * 1000n)
    .slice(0, 2)
    .map((word) => word | 0);
}

function randomType(depth: number): fc.Arbitrary<RandomType> {
  if (depth === 0) return leaves;
  const below = randomType(depth - 1);
  return fc.oneof(
    { weight: 3, arbitrary: leaves },
    { weight: 1, arbitrary: below.map(list) },
    { weight: 1, arbitrary: fc.tuple(below, int(1, 4)).map(([element, size]) => fixedSizeList(element, size)) },
    { weight: 1, arbitrary: fc.array(below, { minLength: 1, maxLength: 3 }).map(struct) },
    { weight: 1, arbitrary: below.map(map) },
  );
}

/** The bitmap and null count of values; no bitmap where nothing is null. */
function validity(values: readonly unknown[]): { nullCount: number; bits: Uint8Array | undefined } {
  const nullCount = values.filter((value) => value === null).length;
  return { nullCount, bits: nullCount === 0 ? undefined : packBits(values.map((value) => value !== null)) };
}

function packBits(flags: readonly boolean[]): Uint8Array {
  const bits = new Uint8Array(Math.ceil(flags.length / 8));
  flags.forEach((flag, i) => (bits[i >> 3]! |= Number(flag) << (i & 7)));
  return bits;
}

function make(
  type: arrow.DataType,
  values: readonly unknown[],
  offsets?: unknown,
  data?: unknown,
  children?: arrow.Data[],
  dictionaryOf?: arrow.Vector,
): arrow.Data {
  const { nullCount, bits } = validity(values);
  return new arrow.Data(type, 0, values.length, nullCount, [offsets, data, bits] as never, children, dictionaryOf);
}

function bool(): RandomType {
  const type = new arrow.Bool();
  return {
    type,
    values: nullable(fc.boolean()),
    build: (values) => make(type, values, undefined, packBits(values.map((v) => v === true))),
  };
}

function fixed(type: arrow.DataType, values: fc.Arbitrary<unknown>): RandomType {
  const { stride } = new arrow.Data(type, 0, 0);
  const ArrayType = type.ArrayType as unknown as { from(values: unknown[]): unknown; name: string };
  const filler = Array<unknown>(stride).fill(ArrayType.name.startsWith('Big') ? 99n : 99); // under a null lies anything
  const build = (rows: readonly unknown[]) =>
    make(type, rows, undefined, ArrayType.from(rows.flatMap((row) => (row === null ? filler : row))));
  return { type, values: nullable(values), build };
}

function bytes(type: arrow.DataType, values: fc.Arbitrary<unknown>): RandomType {
  const build = (rows: readonly unknown[]) => {
    const parts = rows.map((row) => (row === null ? Buffer.from('under a null') : Buffer.from(row as string)));
    return make(
      type,
      rows,
      offsetsOf(
        type,
        parts.map((part) => part.length),
      ),
      new Uint8Array(Buffer.concat(parts)),
    );
  };
  return { type, values: nullable(values), build };
}

function dictionary(indices: arrow.Int8 | arrow.Uint32): RandomType {
  const words = ['ant', 'bee', 'a longer word, not inlined', ''];
  const type = new arrow.Dictionary(new arrow.Utf8(), indices as never);
  const vector = new arrow.Vector([bytes(new arrow.Utf8(), fc.constant('')).build(words)]); // one a type, as its id says
  const build = (rows: readonly unknown[]) => {
    const values = (indices.ArrayType as unknown as Int8ArrayConstructor).from(
      rows.map((row) => Math.max(0, words.indexOf(row as string))),
    );
    return make(type, rows, undefined, values, [], vector);
  };
  return { type, values: nullable(fc.constantFrom(...words)), build };
}

/** Where values of these lengths begin, laid end to end. */
function offsetsOf(type: arrow.DataType, lengths: readonly number[]): Int32Array | BigInt64Array {
  let end = 0;
  const offsets = [0, ...lengths.map((length) => (end += length))];
  return arrow.DataType.isLargeUtf8(type) ? BigInt64Array.from(offsets, BigInt) : Int32Array.from(offsets);
}

function list(element: RandomType): RandomType {
  const type = new arrow.List(new arrow.Field<arrow.DataType>('element', element.type, true));
  const build = (rows: readonly unknown[]) => {
    const lists = rows.map((row) => (row ?? []) as unknown[]);
    return make(
      type,
      rows,
      offsetsOf(
        type,
        lists.map((l) => l.length),
      ),
      undefined,
      [element.build(lists.flat(1))],
    );
  };
  return { type, values: nullable(fc.array(element.values, { maxLength: 5 })), build };
}

function fixedSizeList(element: RandomType, size: number): RandomType {
  const type = new arrow.FixedSizeList(size, new arrow.Field<arrow.DataType>('element', element.type, true));
  const build = (rows: readonly unknown[]) =>
    make(type, rows, undefined, undefined, [element.build(rows.flatMap((row) => (row ?? Array(size).fill(null)) as unknown[]))]);
  return { type, values: nullable(fc.array(element.values, { minLength: size, maxLength: size })), build };
}

function struct(members: RandomType[]): RandomType {
  const type = new arrow.Struct(members.map((member, i) => new arrow.Field<arrow.DataType>(`f${i}`, member.type, true)));
  const build = (rows: readonly unknown[]) =>
    make(
      type,
      rows,
      undefined,
      undefined,
      members.map((member, i) => member.build(rows.map((row) => (row === null ? null : (row as unknown[])[i])))),
    );
  return { type, values: nullable(fc.tuple(...members.map((member) => member.values))), build };
}

function map(value: RandomType): RandomType {
  const key = bytes(new arrow.Utf8(), fc.string({ maxLength: 15 }));
  const entry = new arrow.Struct([
    new arrow.Field<arrow.DataType>('key', key.type, false),
    new arrow.Field<arrow.DataType>('value', value.type, true),
  ]);
  const type = new arrow.Map_(new arrow.Field('entries', entry as never, false)) as unknown as arrow.DataType;
  const build = (rows: readonly unknown[]) => {
    const maps = rows.map((row) => (row ?? []) as [string, unknown][]);
    const entries = maps.flat(1);
    const children = [key.build(entries.map(([k]) => k)), value.build(entries.map(([, v]) => v))];
    return make(
      type,
      rows,
      offsetsOf(
        type,
        maps.map((m) => m.length),
      ),
      undefined,
      [make(entry, entries, undefined, undefined, children)],
    );
  };
  const entries = fc.uniqueArray(fc.tuple(fc.string({ maxLength: 15 }), value.values), { maxLength: 4, selector: ([k]) => k });
  return { type, values: nullable(entries), build };
}
