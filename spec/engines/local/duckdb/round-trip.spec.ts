import { DataType, DateUnit, TimeUnit } from 'apache-arrow';
import type { RecordBatch, Schema } from 'apache-arrow';
import { expect } from 'chai';
import fc from 'fast-check';
import { batchBytes } from '#lib/arrow/batch-bytes.js';
import { sliceBatch } from '#lib/arrow/slice-batch.js';
import { Database } from '#lib/engines/local/duckdb/database.js';
import type { Connection } from '#lib/engines/local/duckdb/connection.js';
import type { StreamOptions } from '#lib/engines/local/duckdb/connection.js';
import { randomBatch, randomSlice } from '../../../arrow/random-batch.js';
import { readRows } from '../../../arrow/read-rows.js';

const timestamps = ['TIMESTAMP_S', 'TIMESTAMP_MS', 'TIMESTAMP', 'TIMESTAMP_NS'];

/** DuckDB's name of the type that carries an Arrow type. */
function sqlType(type: DataType): string {
  const below = () => type.children.map((child) => sqlType(child.type as DataType));
  if (DataType.isNull(type)) return 'INTEGER';
  if (DataType.isBool(type)) return 'BOOLEAN';
  if (DataType.isInt(type))
    return `${type.isSigned ? '' : 'U'}${{ 8: 'TINYINT', 16: 'SMALLINT', 32: 'INTEGER', 64: 'BIGINT' }[type.bitWidth]}`;
  if (DataType.isFloat(type)) return type.precision === 1 ? 'FLOAT' : 'DOUBLE';
  if (DataType.isDate(type) && type.unit === DateUnit.DAY) return 'DATE';
  if (DataType.isTime(type) && type.unit === TimeUnit.MICROSECOND) return 'TIME';
  if (DataType.isTimestamp(type)) return type.timezone ? 'TIMESTAMPTZ' : timestamps[type.unit]!;
  if (DataType.isDecimal(type)) return `DECIMAL(${type.precision}, ${type.scale})`;
  if (DataType.isInterval(type)) return 'INTERVAL';
  if (DataType.isBinary(type) || DataType.isFixedSizeBinary(type)) return 'BLOB';
  if (DataType.isList(type)) return `${below()[0]}[]`;
  if (DataType.isFixedSizeList(type)) return `${below()[0]}[${type.listSize}]`;
  if (DataType.isStruct(type))
    return `STRUCT(${below()
      .map((t, i) => `${type.children[i]!.name} ${t}`)
      .join()})`;
  if (DataType.isMap(type)) return `MAP(VARCHAR, ${sqlType((type.children[0]!.type as DataType).children[1]!.type as DataType)})`;
  return 'VARCHAR';
}

const tableFor = (schema: Schema): string =>
  `CREATE OR REPLACE TABLE t(${schema.fields.map((f) => `${f.name} ${sqlType(f.type)}`).join()})`;

async function collect(connection: Connection, sql: string, options?: StreamOptions): Promise<RecordBatch[]> {
  const batches: RecordBatch[] = [];
  for await (const batch of connection.stream(sql, options)) batches.push(batch);
  return batches;
}

describe('Connection.append and Connection.stream', function () {
  this.timeout(0);
  let database: Database;
  let connection: Connection;
  before(() => {
    database = Database.open({ threads: 2 });
    connection = database.connect();
  });
  after(() => database.close());

  it('carry every type there and back, nested, with nulls, sliced', async () => {
    const property = fc.asyncProperty(randomSlice(), async ({ batch, rows }) => {
      connection.executeSync(tableFor(batch.schema));
      expect(await connection.append('t', [batch])).to.equal(rows.length);
      const batches = await collect(connection, 'FROM t');
      expect(batches.flatMap(readRows)).to.deep.equal(rows);
    });
    await fc.assert(property, { numRuns: 100 });
  });

  it('keep the order of many batches longer than a chunk, cut by rows and by bytes', async () => {
    const property = fc.asyncProperty(
      randomBatch(),
      fc.integer({ min: 1, max: 3000 }),
      fc.integer({ min: 1, max: 20_000 }),
      async ({ batch, rows }, batchRows, bytes) => {
        if (rows.length === 0) return;
        const parts = Array.from({ length: Math.ceil(2500 / rows.length) }, () => batch);
        connection.executeSync(tableFor(batch.schema));
        await connection.append('t', parts);
        const batches = await collect(connection, 'FROM t', { batchRows, batchBytes: bytes });
        expect(batches.every((b) => b.numRows <= batchRows)).to.equal(true);
        expect(batches.every((b) => b.numRows === 1 || estimate(b) <= bytes)).to.equal(true);
        expect(batches.flatMap(readRows)).to.deep.equal(parts.flatMap(() => rows));
      },
    );
    await fc.assert(property, { numRuns: 5 });
  });

  it('take long slices at any offset', async () => {
    const nested = `SELECT i, i % 3 = 0 b, CASE WHEN i % 5 = 0 THEN NULL ELSE 's' || i END s, [i, NULL, i + 1][:i % 4] l,
      CASE WHEN i % 7 = 0 THEN NULL ELSE {'x': i % 2 = 0, 'y': [[i], []]} END st, [i % 2 = 0, NULL]::BOOLEAN[2] f FROM range(20000) r(i)`;
    const [batch] = await collect(connection, nested, { batchRows: 20000 });
    const rows = readRows(batch!);
    connection.executeSync(`CREATE TABLE long AS ${nested} LIMIT 0`);
    for (const [start, end] of [
      [0, 20000],
      [1, 9000],
      [13, 2061],
      [2047, 4097],
      [19999, 20000],
      [5, 5],
    ] as const) {
      connection.executeSync('DELETE FROM long');
      await connection.append('long', [start === end ? sliceBatch(batch!, start, 0) : batch!.slice(start, end)]);
      expect((await collect(connection, 'FROM long')).flatMap(readRows)).to.deep.equal(rows.slice(start, end));
    }
  });

  it('put every buffer in shared memory and cut batches by bytes', async () => {
    const blobs = await collect(connection, "SELECT i, repeat('x', 20000)::BLOB b FROM range(3000) r(i)", { batchBytes: 1_000_000 });
    expect(blobs.every((batch) => batchBytes(batch) <= 1_000_000)).to.equal(true);
    expect(blobs.length).to.equal(62); // 49 rows of 20,012 bytes fit in a million
    expect(
      blobs.every((batch) => batch.data.children.every((column) => (column.values as Uint8Array).buffer instanceof SharedArrayBuffer)),
    ).to.equal(true);
    expect(blobs.flatMap((batch) => [...(batch.data.children[0]!.values as BigInt64Array)]).map(Number)).to.deep.equal(
      Array.from({ length: 3000 }, (_, i) => i),
    );
  });

  it('give an enum as a dictionary that its batches share', async () => {
    connection.executeSync("CREATE TYPE insect AS ENUM ('ant', 'bee')");
    const batches = await collect(
      connection,
      "SELECT (CASE i % 3 WHEN 0 THEN 'ant' WHEN 1 THEN 'bee' END)::insect e, [e] l FROM range(5000) r(i)",
      { batchRows: 2000 },
    );
    expect(batches.length).to.equal(3);
    expect(batches.flatMap(readRows).slice(0, 4)).to.deep.equal([
      ['ant', ['ant']],
      ['bee', ['bee']],
      [null, [null]],
      ['ant', ['ant']],
    ]);
    expect(new Set(batches.map((batch) => batch.data.children[0]!.dictionary)).size).to.equal(1);
    connection.executeSync('CREATE TABLE insects(e insect, l insect[])');
    expect(await connection.append('insects', batches)).to.equal(5000);
    const [counts] = await collect(connection, 'SELECT e, count(*) n FROM insects GROUP BY e ORDER BY e NULLS LAST');
    expect(readRows(counts!)).to.deep.equal([
      ['ant', 1667n],
      ['bee', 1667n],
      [null, 1666n],
    ]);
  });
});

/** What `stream` counts: no bitmaps of nulls and no dictionaries. */
function estimate(batch: RecordBatch): number {
  const bitmaps = batch.data.children.reduce((sum, column) => sum + slack(column), 0);
  return batchBytes(batch) - bitmaps;
}

function slack(data: RecordBatch['data']['children'][number]): number {
  const own =
    (data.nullBitmap?.byteLength ?? 0) +
    (data.dictionary?.byteLength ?? 0) +
    (data.valueOffsets === undefined ? 0 : 4) +
    (DataType.isBool(data.type) ? 1 : 0);
  return own + data.children.reduce((sum, child) => sum + slack(child), 0);
}
