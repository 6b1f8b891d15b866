import { expect } from 'chai';
import { zoneOf } from '#lib/time/zone.js';
import { buildVariant } from '#lib/variant/build.js';
import * as encode from '#lib/variant/encode-scalar.js';
import { findAt } from '#lib/variant/find.js';
import { parsePath } from '#lib/variant/path.js';
import { scalarAt } from '#lib/variant/read.js';
import { variantJson } from '#lib/variant/to-json.js';
import { toTree } from '#lib/variant/to-tree.js';
import type { Tree } from '#lib/variant/tree.js';
import { Variant } from '#lib/variant/variant.js';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const text = (tree: Tree): string => String(new Variant(...buildVariant(tree)));

describe('the encoding of variants', () => {
  it('is that of Spark: numbers in as few bytes as they fit, short texts with their length in the first byte', () => {
    const scalars: readonly (readonly [Uint8Array, string])[] = [
      [encode.NULL, '00'],
      [encode.encodeBoolean(true), '04'],
      [encode.encodeLong(1n), '0c01'],
      [encode.encodeLong(-129n), '107fff'],
      [encode.encodeLong(70000n), '1470110100'],
      [encode.encodeLong(2n ** 40n), '180000000000010000'],
      [encode.encodeNumber('0.8'), '200108000000'],
      [encode.encodeNumber('12345678901.5'), '2401171a99be1c000000'],
      [encode.encodeNumber('1e1'), '1c0000000000002440'],
      [encode.encodeDate(19723), '2c0b4d0000'],
      [encode.encodeString('ab'), '096162'],
      [encode.encodeBinary(Uint8Array.of(1)), '3c0100000001'],
    ];
    for (const [bytes, expected] of scalars) expect(hex(bytes)).to.equal(expected);
  });

  it('orders the fields of an object by name, and leaves names and values as they came', () => {
    const [value, metadata] = buildVariant({ fields: [['b', encode.encodeLong(1n)], ['a', encode.encodeLong(2n)]] }); // prettier-ignore
    expect(hex(metadata)).to.equal('0102000102' + '6261');
    expect(hex(value)).to.equal('02' + '02' + '0100' + '020004' + '0c01' + '0c02');
  });

  it('keeps what it is given, also beyond 255 parts and 64 characters', () => {
    const tree: Tree = {
      items: [
        { fields: Array.from({ length: 300 }, (_, i) => [`k${String(i).padStart(3, '0')}`, encode.encodeLong(BigInt(i))] as const) },
        { items: Array.from({ length: 300 }, () => encode.encodeString('é'.repeat(100))) },
        { fields: [] },
      ],
    };
    const again = toTree(buildVariant(tree));
    expect(again).to.deep.equal(tree);
    expect(findAt(buildVariant(tree), parsePath('$[0].k299')!)).to.be.a('number');
    expect(findAt(buildVariant(tree), parsePath('$[0].k300')!)).to.equal(undefined);
  });

  it('holds decimals of 38 digits with their sign', () => {
    const digits = -(10n ** 38n - 1n);
    expect(scalarAt(encode.encodeDecimal(digits, 38), 0)).to.deep.equal({ kind: 'decimal', digits, scale: 38 });
    expect(text(encode.encodeDecimal(-150n, 2))).to.equal('-1.5');
  });

  it('has no name twice in an object', () => {
    const twice: Tree = { fields: [['a', encode.NULL], ['a', encode.NULL]] }; // prettier-ignore
    expect(() => buildVariant(twice)).to.throw("[VARIANT_DUPLICATE_KEY] An object of a variant must have each key once; got 'a' twice");
  });

  it('is JSON as Spark writes it', () => {
    expect(text(encode.encodeDouble(1e10))).to.equal('1.0E10');
    expect(text(encode.encodeDouble(NaN))).to.equal('"NaN"');
    expect(text(encode.encodeFloat(Math.fround(1.1)))).to.equal('1.1');
    expect(text(encode.encodeString('é\n/\u0001"'))).to.equal('"é\\n/\\u0001\\""');
    const instant = buildVariant(encode.encodeTimestamp(1704112496789000n));
    expect(variantJson(instant, zoneOf('UTC'))).to.equal('"2024-01-01 12:34:56.789+00:00"');
    expect(variantJson(instant, zoneOf('Asia/Kolkata'))).to.equal('"2024-01-01 18:04:56.789+05:30"');
  });

  it('refuses bytes that are none', () => {
    expect(() => String(new Variant(Uint8Array.of(0xfc), Uint8Array.of(1, 0, 0)))).to.throw('[MALFORMED_VARIANT]');
    expect(() => String(new Variant(Uint8Array.of(0x18, 1), Uint8Array.of(1, 0, 0)))).to.throw('[MALFORMED_VARIANT]');
    expect(() => String(new Variant(Uint8Array.of(2, 1, 0, 0, 2, 12, 1), Uint8Array.of(1, 0, 0)))).to.throw('[MALFORMED_VARIANT]');
  });
});

describe('paths into variants', () => {
  it('are names and places', () => {
    const keys = (path: string): unknown => parsePath(path)?.map(({ key }) => key);
    expect(keys('$')).to.deep.equal([]);
    expect(keys(`$.a b[0]["c.d"]['']`)).to.deep.equal(['a b', 0, 'c.d', '']);
    for (const wrong of ['a', '$a', '$.', '$[-1]', '$["a', '$[a]', '$[ 0]', '$[99999999999]'])
      expect(keys(wrong), wrong).to.equal(undefined);
  });
});
