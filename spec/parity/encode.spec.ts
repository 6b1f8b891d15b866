import * as arrow from 'apache-arrow';
import { expect } from 'chai';
import { parseType } from '#lib/types/ddl.js';
import { encoder } from './encode.js';
import { leafEncoder } from './encode-leaf.js';

/** A column without nulls, of values as they lie in memory. */
const column = (type: arrow.DataType, data: unknown): arrow.Data => arrow.makeData({ type, data } as never);
const micros = (...values: bigint[]): arrow.Data => column(new arrow.TimestampMicrosecond('UTC'), BigInt64Array.from(values));
const all = (type: string, data: arrow.Data): unknown[] => Array.from({ length: data.length }, (_, row) => leafEncoder(type, data)(row));

describe('encoder', () => {
  it('writes longs as digits', () => {
    const longs = column(new arrow.Int64(), BigInt64Array.of(9223372036854775807n, -9223372036854775808n));
    expect(all('bigint', longs)).to.deep.equal(['9223372036854775807', '-9223372036854775808']);
  });

  it('keeps the sign of zero, NaN and infinities, and floats at their own width', () => {
    const doubles = column(new arrow.Float64(), Float64Array.of(-0, NaN, -Infinity, 0.1));
    expect(all('double', doubles)).to.deep.equal([-0, 'NaN', '-Infinity', 0.1]);
    expect(all('float', column(new arrow.Float32(), Float32Array.of(-0, 0.97463185, 16777216, Infinity)))).to.deep.equal([
      -0,
      0.97463185,
      16777216,
      'Infinity',
    ]);
  });

  it('writes decimals with their whole scale, also below zero and beyond 64 bits', () => {
    const words = Uint32Array.of(150, 0, 0, 0, 0xfffffffb, 0xffffffff, 0xffffffff, 0xffffffff, 0, 0, 1, 0);
    expect(all('decimal(38,2)', column(new arrow.Decimal(2, 38, 128), words))).to.deep.equal(['1.50', '-0.05', '184467440737095516.16']);
  });

  it('writes dates of all years', () => {
    const days = column(new arrow.DateDay(), Int32Array.of(0, -1, 19782, 2932897, -719529, -719893, 11016));
    expect(all('date', days)).to.deep.equal([
      '1970-01-01',
      '1969-12-31',
      '2024-02-29',
      '+10000-01-01',
      '-0001-12-31',
      '-0001-01-01',
      '2000-02-29',
    ]);
  });

  it('writes instants with 0, 3, 6 or 9 digits, before 1970 too', () => {
    expect(all('timestamp', micros(0n, -1n, 789_000n, 1_000_001n))).to.deep.equal([
      '1970-01-01T00:00:00Z',
      '1969-12-31T23:59:59.999999Z',
      '1970-01-01T00:00:00.789Z',
      '1970-01-01T00:00:01.000001Z',
    ]);
    const nanos = column(new arrow.TimestampNanosecond('UTC'), BigInt64Array.of(1_000_000_001n, 123_000n));
    expect(all('timestamp_ltz(9)', nanos)).to.deep.equal(['1970-01-01T00:00:01.000000001Z', '1970-01-01T00:00:00.000123Z']);
  });

  it('writes local times without seconds that are zero', () => {
    const hours = column(new arrow.TimestampMicrosecond(), BigInt64Array.of(54_000_000_000n, 1_000_000n, 500_000n));
    expect(all('timestamp_ntz', hours)).to.deep.equal(['1970-01-01T15:00', '1970-01-01T00:00:01', '1970-01-01T00:00:00.500']);
    const times = column(new arrow.TimeMicrosecond(), BigInt64Array.of(0n, 77_999_624_795n, 77_999_000_000n));
    expect(all('time(6)', times)).to.deep.equal(['00:00', '21:39:59.624795', '21:39:59']);
  });

  it('writes intervals', () => {
    expect(all('interval year to month', column(new arrow.Int32(), Int32Array.of(13, -13, 0, 36, 1)))).to.deep.equal([
      'P1Y1M',
      'P-1Y-1M',
      'P0D',
      'P3Y',
      'P1M',
    ]);
    const spans = column(new arrow.Int64(), BigInt64Array.of(131_401_001_001n, -500_000n, 0n, -5_400_000_000n));
    expect(all('interval day to second', spans)).to.deep.equal(['PT36H30M1.001001S', 'PT-0.5S', 'PT0S', 'PT-1H-30M']);
    const nanos = Int32Array.of(14, 3, -1_500_000_000 | 0, -1, 0, 0, 0, 0);
    expect(all('interval', column(new arrow.IntervalMonthDayNano(), nanos))).to.deep.equal([
      '1 years 2 months 3 days -1.5 seconds',
      '0 seconds',
    ]);
  });

  it('writes bytes as base64, text as it is, truth values', () => {
    const bytes = arrow.makeData({ type: new arrow.Binary(), valueOffsets: Int32Array.of(0, 1, 1), data: Uint8Array.of(255) });
    expect(all('binary', bytes)).to.deep.equal(['/w==', '']);
    const text = arrow.makeData({ type: new arrow.Utf8(), valueOffsets: Int32Array.of(0, 3, 4), data: Buffer.from('€a') });
    expect(all('string', text)).to.deep.equal(['€', 'a']);
    expect(all('boolean', arrow.makeData({ type: new arrow.Bool(), length: 2, data: Uint8Array.of(2) }))).to.deep.equal([false, true]);
  });

  it('writes maps as pairs in order and structs as fields in order, with nulls, also of a slice', () => {
    const keys = arrow.makeData({ type: new arrow.Utf8(), valueOffsets: Int32Array.of(0, 1, 2, 3), data: Buffer.from('bac') });
    const values = arrow.makeData({
      type: new arrow.Int32(),
      data: Int32Array.of(1, 2, 3),
      nullCount: 1,
      nullBitmap: Uint8Array.of(0b101),
    });
    const entry = new arrow.Struct([new arrow.Field('key', keys.type, false), new arrow.Field<arrow.DataType>('value', values.type, true)]);
    const entries = arrow.makeData({ type: entry, length: 3, children: [keys, values] as never });
    const type = new arrow.Map_(new arrow.Field('entries', entry, false) as never);
    const maps = arrow.makeData({
      type,
      length: 4,
      valueOffsets: Int32Array.of(0, 2, 2, 2, 3),
      nullCount: 1,
      nullBitmap: Uint8Array.of(0b1011),
      child: entries as never,
    }) as unknown as arrow.Data;
    const read = encoder(parseType('map<string,int>'), maps);
    expect([0, 1, 2, 3].map(read)).to.deep.equal([[['b', 1], ['a', null]], [], null, [['c', 3]]]); // prettier-ignore
    const sliced = encoder(parseType('map<string,int>'), maps.slice(2, 2));
    expect([0, 1].map(sliced)).to.deep.equal([null, [['c', 3]]]);
    expect([0, 1].map(encoder(parseType('struct<k:string,v:int>'), entries.slice(1, 2)))).to.deep.equal([['a', null], ['c', 3]]); // prettier-ignore
  });

  it('refuses an Arrow type that is not one of the type', () => {
    const longs = column(new arrow.Int64(), BigInt64Array.of(1n));
    expect(() => leafEncoder('string', longs)).to.throw("A column of string came as Arrow's Int64, which has no golden encoding");
    expect(() => encoder(parseType('array<int>'), longs)).to.throw("A column of array<int> came as Arrow's Int64");
  });
});
