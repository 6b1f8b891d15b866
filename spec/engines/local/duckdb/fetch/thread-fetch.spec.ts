import { spawnSync } from 'node:child_process';
import type { RecordBatch } from 'apache-arrow';
import { expect } from 'chai';
import { CancelledError } from '#lib/errors.js';
import { Database } from '#lib/engines/local/duckdb/database.js';
import { DuckDbError } from '#lib/engines/local/duckdb/duckdb-error.js';
import { FetchThread } from '#lib/engines/local/duckdb/fetch/fetch-thread.js';
import { readRows } from '../../../../arrow/read-rows.js';

/** Chunks that are not full, texts, nulls, lists and enums: what is split where a batch ends, and joined where the thread takes over. */
const MIXED = `SELECT i, CASE WHEN i % 3 = 0 THEN NULL ELSE 'text ' || i END t, [i, NULL, i + 1] l, {'a': i % 2 = 0, 'b': i / 7} s,
  (['x', 'y'])[1 + i % 2]::ENUM('x', 'y') e FROM range(60000) r(i) WHERE i % 11 < 9`;

/** Gives a million rows, and then works for ever. */
const STUCK = 'SELECT i FROM range(1000000000000) r(i) WHERE i < 1000000 OR hash(i) = 7';

async function read(database: Database, sql: string, options = {}): Promise<{ sizes: number[]; rows: unknown[][] }> {
  await using connection = database.connect();
  const batches: RecordBatch[] = [];
  for await (const batch of connection.stream(sql, options)) batches.push(batch);
  return { sizes: batches.map(({ numRows }) => numRows), rows: batches.flatMap((batch) => readRows(batch)) };
}

describe('ThreadFetch', function () {
  this.timeout(0);
  let database: Database;
  beforeEach(() => (database = Database.open({ threads: 2 })));
  afterEach(() => database.close());

  it('gives the same batches whenever the thread takes over', async () => {
    for (const options of [{ batchRows: 1000 }, { batchRows: 20_001 }, { batchBytes: 300_000 }, {}]) {
      const started = await read(database, MIXED, options); // the first time the thread starts on the way
      const again = await read(database, MIXED, options);
      expect(again.sizes).to.deep.equal(started.sizes);
      expect(again.rows).to.deep.equal(started.rows);
      const wanted = Array.from({ length: 60_000 }, (_, i) => i).filter((i) => i % 11 < 9);
      expect(again.rows.map(([i]) => Number(i))).to.deep.equal(wanted);
      expect(again.rows.every(([i, t]) => t === (Number(i) % 3 === 0 ? null : `text ${String(i)}`))).to.equal(true);
    }
  });

  it('throws what DuckDB says, behind the batches before it', async () => {
    const sql = `SELECT CASE WHEN i < 2900000 THEN i ELSE error('far down') END FROM range(3000000) r(i)`;
    for (let times = 0; times < 2; times++) {
      let rows = 0;
      try {
        for await (const batch of database.connect().stream(sql)) rows += batch.numRows;
        expect.fail('it should have failed');
      } catch (error) {
        expect(error).to.be.instanceOf(DuckDbError).with.property('rawMessage', 'far down');
      }
      expect(rows).to.be.within(2_500_000, 2_900_000);
    }
  });

  it('serves streams side by side, and is free after one that was broken off', async () => {
    const sums = await Promise.all(
      [1, 2, 3, 4].map(async (k) => {
        await read(database, 'FROM range(40000)');
        for await (const batch of database.connect().stream('FROM range(1000000000000)')) if (readRows(batch)[0]![0] !== 0n) break;
        const { rows } = await read(database, `SELECT i * ${k} FROM range(50000) r(i)`);
        return rows.reduce((sum, [i]) => sum + Number(i), 0);
      }),
    );
    expect(sums).to.deep.equal([1, 2, 3, 4].map((k) => k * 1_249_975_000));
  });

  it('ends by the signal while it waits for DuckDB', async () => {
    const controller = new AbortController();
    let rows = 0;
    try {
      for await (const batch of database.connect().stream(STUCK, { signal: controller.signal })) {
        if (rows === 0) setTimeout(() => controller.abort(), 300);
        rows += batch.numRows;
      }
      expect.fail('it should have been cancelled');
    } catch (error) {
      expect(error).to.be.instanceOf(CancelledError);
    }
    expect(rows).to.be.within(122_880, 1_000_000);
  });

  it('keeps no process from its end, whatever it waits for', () => {
    const program = `
      import { Database } from '${import.meta.resolve('#lib/engines/local/duckdb/database.js')}';
      const rows = Database.open({ threads: 2 }).connect().stream('${STUCK}');
      for (let batches = 0; batches < 4; batches++) await rows.next();
      setTimeout(() => process.exit(7), 300);
      for await (const batch of rows);`;
    const run = spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' });
    expect(run).to.include({ status: 7, stderr: '' });
  });
});

describe('FetchThread', () => {
  it('says that it is lost to whoever asks', async () => {
    const thread = new FetchThread();
    const asked = thread.ask({ kind: 'let-go' });
    await thread.end();
    expect((await asked).kind).to.be.oneOf(['done', 'lost']);
    const answer = await thread.ask({ kind: 'fetch-batch' });
    expect(answer.kind === 'lost' && answer.error.message).to.include('The thread that fetches rows from DuckDB must live');
    expect(thread.alive).to.equal(false);
  });
});
