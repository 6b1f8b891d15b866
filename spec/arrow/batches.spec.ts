import { RecordBatch, Schema, Table, Utf8, vectorFromArray } from 'apache-arrow';
import type { Data } from 'apache-arrow';
import { expect } from 'chai';
import fc from 'fast-check';
import { appendColumns } from '#lib/arrow/append-columns.js';
import { batchBytes } from '#lib/arrow/batch-bytes.js';
import { concatBatches } from '#lib/arrow/concat-batches.js';
import { emptyBatch } from '#lib/arrow/empty-batch.js';
import { filterBatch } from '#lib/arrow/filter-batch.js';
import { decodeBatches, encodeBatches } from '#lib/arrow/ipc.js';
import { packBatch, unpackBatch } from '#lib/arrow/batch-message.js';
import { packSchema, unpackSchema } from '#lib/arrow/pack-schema.js';
import { shareBatch } from '#lib/arrow/share-batch.js';
import { sliceBatch } from '#lib/arrow/slice-batch.js';
import { takeRows } from '#lib/arrow/take-rows.js';
import { randomBatch, randomSlice } from './random-batch.js';
import { readRows } from './read-rows.js';

const RUNS = 100;

const check = <T>(values: fc.Arbitrary<T>, claim: (value: T) => unknown) =>
  fc.assert(
    fc.property(values, (value) => void claim(value)),
    { numRuns: RUNS },
  );

const dictionaryOf = (data: Data): Data[] => (data.dictionary?.data ?? []) as Data[];

/** Every buffer of a batch, those of its dictionaries too. */
function buffersOf(batch: RecordBatch): ArrayBufferView[] {
  const below = (data: RecordBatch['data']['children'][number]): ArrayBufferView[] =>
    [data.valueOffsets, data.values, data.nullBitmap, ...data.children.flatMap(below), ...dictionaryOf(data).flatMap(below)].filter(
      (b) => b !== undefined && b.byteLength > 0,
    ) as ArrayBufferView[];
  return batch.data.children.flatMap(below);
}

describe('operations on batches', function () {
  this.timeout(0);

  describe('random batches', () => {
    it('read as what they were made of, sliced by apache-arrow or not', () => {
      check(randomBatch(), ({ batch, rows }) => expect(readRows(batch)).to.deep.equal(rows));
      check(randomSlice(), ({ batch, rows }) => expect(readRows(batch)).to.deep.equal(rows));
    });
  });

  describe('sliceBatch', () => {
    it('gives the rows asked for, of a slice too', () => {
      check(fc.tuple(randomSlice(), fc.nat(40), fc.nat(40)), ([{ batch, rows }, start, length]) => {
        expect(readRows(sliceBatch(batch, start, length))).to.deep.equal(rows.slice(start, start + length));
        expect(readRows(sliceBatch(sliceBatch(batch, start), 1, length))).to.deep.equal(rows.slice(start).slice(1, 1 + length));
      });
    });

    it('leaves offset 0 everywhere', () => {
      check(randomSlice(), ({ batch }) => expect(sliceBatch(batch, 1).data.children.every((column) => column.offset === 0)).to.equal(true));
    });
  });

  describe('takeRows', () => {
    it('gives the rows named, as often as named, and nulls for negative indices', () => {
      check(fc.tuple(randomSlice(), fc.array(fc.integer({ min: -1, max: 39 }))), ([{ batch, rows }, wanted]) => {
        const indices = wanted.filter((index) => index < rows.length);
        const expected = indices.map((index) => (index < 0 ? batch.schema.fields.map(() => null) : rows[index]));
        expect(readRows(takeRows(batch, Int32Array.from(indices)))).to.deep.equal(expected);
      });
    });

    it('refuses an index beyond the last row', () => {
      const { batch } = fc.sample(randomBatch(), 1)[0]!;
      expect(() => takeRows(batch, Int32Array.of(batch.numRows))).to.throw(RangeError, 'must be below the number of rows');
    });
  });

  describe('filterBatch', () => {
    it('keeps the rows whose byte is not 0', () => {
      check(fc.tuple(randomSlice(), fc.uint8Array({ minLength: 40, maxLength: 40 })), ([{ batch, rows }, bytes]) => {
        const mask = bytes.subarray(0, rows.length).map((byte) => byte % 3);
        expect(readRows(filterBatch(batch, mask))).to.deep.equal(rows.filter((_, row) => mask[row] !== 0));
      });
    });

    it('wants a byte a row', () => {
      const { batch } = fc.sample(randomBatch(), 1)[0]!;
      expect(() => filterBatch(batch, new Uint8Array(batch.numRows + 1))).to.throw(RangeError, 'a byte a row');
    });
  });

  describe('concatBatches', () => {
    it('lays slices end to end', () => {
      check(fc.tuple(randomBatch(), fc.array(fc.tuple(fc.nat(40), fc.nat(40)), { maxLength: 5 })), ([{ batch, rows }, cuts]) => {
        const parts = cuts.map(([start, length]) => sliceBatch(batch, start, length));
        const expected = cuts.flatMap(([start, length]) => rows.slice(start, start + length));
        expect(readRows(concatBatches(batch.schema, parts))).to.deep.equal(expected);
      });
    });

    it('joins batches of the same values in other dictionaries', () => {
      check(randomBatch(), ({ batch, rows }) => {
        const other = unpackBatch(structuredClone(packBatch(batch)), batch.schema);
        expect(readRows(concatBatches(batch.schema, [batch, other]))).to.deep.equal([...rows, ...rows]);
      });
    });
  });

  describe('emptyBatch', () => {
    it('has no rows and joins with others', () => {
      check(randomBatch(), ({ batch, rows }) => {
        const empty = emptyBatch(batch.schema);
        expect(empty.numRows).to.equal(0);
        expect(readRows(concatBatches(batch.schema, [empty, batch, empty]))).to.deep.equal(rows);
      });
    });
  });

  describe('appendColumns', () => {
    it('puts columns side by side', () => {
      check(fc.tuple(randomBatch(), randomBatch()), ([a, b]) => {
        const rows = Math.min(a.rows.length, b.rows.length);
        const both = appendColumns(sliceBatch(a.batch, 0, rows), sliceBatch(b.batch, 0, rows));
        expect(readRows(both)).to.deep.equal(a.rows.slice(0, rows).map((row, i) => [...row, ...b.rows[i]!]));
      });
    });

    it('keeps the rows of a batch that has no columns', () => {
      const { batch } = fc.sample(randomBatch(), 1)[0]!;
      const bare = new RecordBatch(new Schema([]), batch.data.clone(batch.data.type, 0, batch.numRows, 0, undefined, []));
      expect(bare.numRows).to.equal(batch.numRows);
      expect(appendColumns(bare, batch).numRows).to.equal(batch.numRows);
    });
  });

  describe('shareBatch', () => {
    it('gives equal rows, all of them in shared memory', () => {
      check(randomSlice(), ({ batch, rows }) => {
        const shared = shareBatch(batch);
        expect(readRows(shared)).to.deep.equal(rows);
        expect(buffersOf(shared).every((buffer) => buffer.buffer instanceof SharedArrayBuffer)).to.equal(true);
      });
    });

    it('keeps what is shared already', () => {
      check(randomBatch(), ({ batch }) => {
        const once = buffersOf(shareBatch(batch)).map((b) => b.buffer);
        const twice = buffersOf(shareBatch(shareBatch(batch)));
        expect(twice.length).to.equal(once.length);
        const shared = shareBatch(batch);
        expect(buffersOf(shareBatch(shared)).map((b) => b.buffer)).to.deep.equal(buffersOf(shared).map((b) => b.buffer));
      });
    });
  });

  describe('packBatch', () => {
    it('survives structured clone with the same memory', () => {
      check(randomSlice(), ({ batch, rows }) => {
        const shared = shareBatch(batch);
        const schema = unpackSchema(structuredClone(packSchema(batch.schema)));
        const copy = unpackBatch(structuredClone(packBatch(shared)), schema);
        expect(readRows(copy)).to.deep.equal(rows);
        expect(String(copy.schema)).to.equal(String(batch.schema));
        const [first] = buffersOf(shared).map((b) => new Uint8Array(b.buffer, b.byteOffset, b.byteLength));
        const [copied] = buffersOf(copy).map((b) => new Uint8Array(b.buffer, b.byteOffset, b.byteLength));
        if (first === undefined) return;
        first[0]! ^= 0xff;
        expect(copied![0]).to.equal(first[0]);
        first[0]! ^= 0xff; // dictionaries are shared by the batches of other runs
      });
    });
  });

  describe('encodeBatches', () => {
    it('reads back equal, without a copy', () => {
      check(fc.tuple(randomSlice(), fc.nat(3)), ([{ batch, rows }, more]) => {
        const bytes = encodeBatches(
          batch.schema,
          Array.from({ length: more }, () => batch),
        );
        const { schema, batches } = decodeBatches(bytes);
        expect(String(schema)).to.equal(String(batch.schema));
        expect(batches.flatMap(readRows)).to.deep.equal(Array.from({ length: more }, () => rows).flat());
        for (const decoded of batches) for (const buffer of buffersOf(decoded)) expect(buffer.buffer).to.equal(bytes.buffer);
      });
    });
  });

  describe('batchBytes', () => {
    it('is what the buffers of a copy without slack hold', () => {
      check(randomSlice(), ({ batch }) => {
        const copy = concatBatches(batch.schema, [batch, emptyBatch(batch.schema)]);
        expect(batchBytes(copy)).to.equal(buffersOf(copy).reduce((sum, buffer) => sum + buffer.byteLength, 0));
      });
    });

    it('gives a slice its own share', () => {
      const texts = batchOfTexts(['a', 'bb', 'a hundred'.repeat(100), '']);
      expect(batchBytes(texts)).to.equal(5 * 4 + 903);
      expect(batchBytes(sliceBatch(texts, 0, 2))).to.equal(3 * 4 + 3);
      expect(batchBytes(texts.slice(2, 3))).to.equal(2 * 4 + 900);
    });
  });
});

function batchOfTexts(texts: string[]): RecordBatch {
  return new Table({ text: vectorFromArray(texts, new Utf8()) }).batches[0]!;
}
