import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Field, Int32, type RecordBatch, Schema, Table, Utf8, vectorFromArray } from 'apache-arrow';
import { expect } from 'chai';
import { CancelledError, KindlingError } from '#lib/errors.js';
import { emptyBatch } from '#lib/arrow/empty-batch.js';
import { Database } from '#lib/engines/local/duckdb/database.js';
import type { Connection } from '#lib/engines/local/duckdb/connection.js';
import { DuckDbError } from '#lib/engines/local/duckdb/duckdb-error.js';
import { readRows } from '../../../arrow/read-rows.js';

const ENDLESS = 'SELECT a.i FROM range(10000000) a(i), range(10000000) b(i) WHERE a.i + b.i = -1';

async function rowsOf(connection: Connection, sql: string): Promise<unknown[][]> {
  const rows: unknown[][] = [];
  for await (const batch of connection.stream(sql)) rows.push(...readRows(batch));
  return rows;
}

async function all<T>(values: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const value of values) list.push(value);
  return list;
}

/** The error that a promise rejects with. */
async function failure(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => expect.fail('it should have failed'),
    (error: unknown) => error,
  );
}

const batchOf = (columns: Record<string, unknown[]>): RecordBatch =>
  new Table(Object.fromEntries(Object.entries(columns).map(([k, v]) => [k, vectorFromArray(v)]))).batches[0]!;

describe('Connection', function () {
  this.timeout(0);
  let database: Database;
  let connection: Connection;
  beforeEach(() => {
    database = Database.open({ threads: 2 });
    connection = database.connect();
  });
  afterEach(() => database.close());

  describe('execute', () => {
    it('runs several statements', async () => {
      await connection.execute('CREATE TABLE a AS SELECT 1 x; INSERT INTO a VALUES (2), (3)');
      expect(await rowsOf(connection, 'FROM a')).to.deep.equal([[1], [2], [3]]);
    });

    it('ends with a CancelledError when its signal aborts, at any moment', async () => {
      for (const wait of [0, 1, 30]) {
        const error = await failure(connection.execute(`CREATE TABLE never AS ${ENDLESS}`, { signal: AbortSignal.timeout(wait) }));
        expect(error).to.be.instanceOf(CancelledError);
        expect((error as CancelledError).cause).to.have.property('name', 'TimeoutError');
      }
      expect(await rowsOf(connection, 'SELECT 1')).to.deep.equal([[1]]);
    });

    it('refuses text with a NUL, which C would cut', async () => {
      expect(await failure(connection.execute("SELECT 'a\0b'"))).to.have.property('condition', 'INVALID_SQL_TEXT');
    });
  });

  describe('executeSync', () => {
    it('runs at once', async () => {
      connection.executeSync('CREATE VIEW v AS SELECT 42 answer');
      expect(await rowsOf(connection, 'FROM v')).to.deep.equal([[42]]);
    });
  });

  describe('describe', () => {
    it('gives the schema that the stream will have, and runs nothing', async () => {
      const sql = "SELECT i, 's' s, [{'a': i}] l, [i, 2]::FLOAT[2] f, now() t, map {'k': 1.5} m FROM range(1) r(i)";
      const [batch] = await all(connection.stream(sql));
      expect(String(connection.describe(sql))).to.equal(String(batch!.schema));
      expect(String(connection.describe(`SELECT error('ran') i FROM range(3)`))).to.contain('i: ');
    });
  });

  describe('errors', () => {
    it('carry the type, the message and what DuckDB knows besides', async () => {
      const error = (await failure(rowsOf(connection, 'SELECT agee FROM (SELECT 1 age)'))) as DuckDbError;
      expect(error).to.be.instanceOf(DuckDbError);
      expect(error.type).to.equal('Binder');
      expect(error.condition).to.equal('DUCKDB_BINDER');
      expect(error.rawMessage).to.match(/^Referenced column "agee" not found/);
      expect(error.details).to.deep.include({ error_subtype: 'COLUMN_NOT_FOUND', name: 'agee', candidates: 'age', position: '7' });
      expect(() => connection.describe('SELEC 1'))
        .to.throw(DuckDbError)
        .with.property('type', 'Parser');
      expect(() => connection.executeSync('DROP TABLE nowhere'))
        .to.throw(DuckDbError)
        .with.property('type', 'Catalog');
    });

    it('come from rows far down a stream too, after the rows before them', async () => {
      const sql = "SELECT CASE WHEN i < 900000 THEN i ELSE ('x' || i)::BIGINT END FROM range(1000000) r(i)";
      let rows = 0;
      const read = async () => {
        for await (const batch of connection.stream(sql, { batchRows: 10_000 })) rows += batch.numRows;
      };
      connection.executeSync('SET threads = 1');
      expect(await failure(read())).to.have.property('type', 'Conversion');
      expect(rows).to.be.greaterThan(0);
      expect(await rowsOf(connection, 'SELECT 1')).to.deep.equal([[1]]);
    });

    it('say what is wrong with a setting or a path', () => {
      expect(() => Database.open({ nonsense: 1 })).to.throw(DuckDbError, 'nonsense');
      expect(() => Database.open({ threads: 'many' })).to.throw(DuckDbError, "threads = 'many'");
      expect(() => Database.open({}, path.join(tmpdir(), 'kindling-nowhere', 'a', 'b.db')))
        .to.throw(DuckDbError)
        .with.property('type', 'IO');
    });

    it('name the column whose type has no reading', async () => {
      const error = await failure(rowsOf(connection, 'SELECT 1::UNION(n INTEGER) either'));
      expect(error).to.have.property('condition', 'UNSUPPORTED_ARROWTYPE');
      expect((error as Error).message).to.contain("'either'");
      expect(await rowsOf(connection, 'SELECT 1')).to.deep.equal([[1]]);
    });
  });

  describe('stream', () => {
    it('gives no batch for no rows', async () => {
      expect(await all(connection.stream('SELECT 1 WHERE false'))).to.deep.equal([]);
    });

    it('keeps columns that share a name', async () => {
      expect(await rowsOf(connection, "SELECT 1 a, 'x' a, 2 a")).to.deep.equal([[1, 'x', 2]]);
      expect(connection.describe('SELECT 1 a, 2 a').fields.map((f) => f.name)).to.deep.equal(['a', 'a']);
    });

    it('frees the connection when its reader breaks off', async () => {
      for await (const batch of connection.stream('FROM range(1000000000000)')) {
        expect(batch.numRows).to.equal(122_880);
        break;
      }
      expect(await rowsOf(connection, 'SELECT 1')).to.deep.equal([[1]]);
    });

    it('ends with a CancelledError when its signal aborts while it waits, and between batches', async () => {
      const reason = new Error('enough');
      const controller = new AbortController();
      const read = all(connection.stream(ENDLESS, { signal: controller.signal }));
      setTimeout(() => controller.abort(reason), 20);
      expect(await failure(read))
        .to.be.instanceOf(CancelledError)
        .with.property('cause', reason);

      const second = new AbortController();
      const error = await failure(
        (async () => {
          for await (const batch of connection.stream('FROM range(1000000000000)', { signal: second.signal })) second.abort(batch);
        })(),
      );
      expect(error).to.be.instanceOf(CancelledError);
      expect(await failure(rowsOfAborted(connection))).to.be.instanceOf(CancelledError);
      expect(await rowsOf(connection, 'SELECT 1')).to.deep.equal([[1]]);
    });

    it('fails with INTERRUPT when interrupted', async () => {
      const read = all(connection.stream(ENDLESS));
      setTimeout(() => connection.interrupt(), 20);
      expect(await failure(read))
        .to.be.instanceOf(DuckDbError)
        .with.property('type', 'INTERRUPT');
    });

    it('lets the event loop live while a selective query works', async () => {
      let turns = 0;
      const timer = setInterval(() => turns++, 1);
      const started = performance.now();
      const rows = await rowsOf(connection, 'SELECT i FROM range(60000000) r(i) WHERE hash(i) = 7');
      clearInterval(timer);
      expect(rows).to.deep.equal([]);
      expect(turns).to.be.greaterThan((performance.now() - started) / 200);
    });

    it('refuses a second statement while it is open', async () => {
      const stream = connection.stream('FROM range(1000000)');
      await stream.next();
      expect(await failure(connection.execute('SELECT 1'))).to.have.property('condition', 'CONNECTION_BUSY');
      expect(() => connection.describe('SELECT 1')).to.throw(KindlingError, "'describe' came while 'stream' runs");
      expect(await failure(rowsOf(connection, 'SELECT 1'))).to.have.property('condition', 'CONNECTION_BUSY');
      await stream.return();
      expect(await rowsOf(connection, 'SELECT 1')).to.deep.equal([[1]]);
    });

    it('refuses limits that make no sense', async () => {
      expect(await failure(connection.stream('SELECT 1', { batchRows: 0 }).next())).to.be.instanceOf(RangeError);
      expect(await failure(connection.stream('SELECT 1', { batchBytes: NaN }).next())).to.be.instanceOf(RangeError);
    });

    it('runs beside other connections', async () => {
      const others = Array.from({ length: 6 }, () => database.connect());
      const sums = await Promise.all(others.map((c, k) => rowsOf(c, `SELECT sum(i + ${k})::BIGINT FROM range(100000) r(i)`)));
      expect(sums.map((rows) => rows[0]![0])).to.deep.equal(others.map((_, k) => 4999950000n + 100000n * BigInt(k)));
    });
  });

  describe('append', () => {
    beforeEach(() => connection.executeSync('CREATE TABLE t(a INTEGER NOT NULL, b VARCHAR)'));
    const schema = new Schema([new Field('a', new Int32()), new Field('b', new Utf8())]);

    it('takes batches as they come, empty ones too, and counts rows', async () => {
      async function* batches() {
        yield emptyBatch(schema);
        yield batchOf({ a: [1, 2], b: ['x', null] });
        await new Promise((resolve) => setTimeout(resolve, 5));
        yield batchOf({ a: [3], b: ['y'] });
      }
      expect(await connection.append('t', batches())).to.equal(3);
      expect(await connection.append('t', [])).to.equal(0);
      expect(await rowsOf(connection, 'FROM t')).to.deep.equal([
        [1, 'x'],
        [2, null],
        [3, 'y'],
      ]);
    });

    it('casts what differs, or fails and leaves nothing behind', async () => {
      await connection.append('t', [batchOf({ a: ['7'], b: ['seven'] })]);
      const many = batchOf({ a: Array.from({ length: 300_000 }, (_, i) => i), b: Array.from({ length: 300_000 }, String) });
      for (const wrong of [batchOf({ a: ['eight'], b: ['x'] }), batchOf({ a: [null, 9], b: ['x', 'y'] }), batchOf({ a: [1] })]) {
        expect(await failure(connection.append('t', [many, wrong]))).to.be.instanceOf(DuckDbError);
        expect(await rowsOf(connection, 'FROM t')).to.deep.equal([[7, 'seven']]);
      }
    });

    it('fails for a table that is not there', async () => {
      const error = await failure(connection.append('nowhere', [batchOf({ a: [1] })]));
      expect(error).to.be.instanceOf(DuckDbError);
      expect((error as DuckDbError).rawMessage).to.contain('nowhere');
      await connection.execute('BEGIN; ROLLBACK'); // no transaction was left open
      expect(await rowsOf(connection, 'SELECT 1')).to.deep.equal([[1]]);
    });

    it('passes on the error of its source, and closes the source on its own', async () => {
      let closed = false;
      const full = { a: Array.from({ length: 60_000 }, (_, i) => i), b: Array.from({ length: 60_000 }, String) };
      async function* endless() {
        try {
          for (;;) yield batchOf({ ...full, a: [null, ...full.a.slice(1)] });
        } finally {
          closed = true;
        }
      }
      expect(await failure(connection.append('t', endless()))).to.be.instanceOf(DuckDbError);
      expect(closed).to.equal(true);
      const broken = new Error('the source broke');
      const failing = (function* () {
        yield batchOf({ a: [1], b: ['x'] });
        throw broken;
      })();
      expect(await failure(connection.append('t', failing))).to.equal(broken);
      expect(await rowsOf(connection, 'FROM t')).to.deep.equal([]);
    });

    it('ends with a CancelledError when its signal aborts', async () => {
      const controller = new AbortController();
      async function* endless() {
        for (let i = 0; ; i++) {
          if (i === 10) controller.abort();
          yield batchOf({ a: [i], b: ['x'] });
        }
      }
      expect(await failure(connection.append('t', endless(), { signal: controller.signal }))).to.be.instanceOf(CancelledError);
      expect(await rowsOf(connection, 'FROM t')).to.deep.equal([]);
    });
  });

  describe('close', () => {
    it('ends what runs: a statement, a stream that nobody pulls, an append whose source waits', async () => {
      const [one, two, three] = [database.connect(), database.connect(), database.connect()];
      const running = failure(one.execute(`CREATE TABLE never AS ${ENDLESS}`));
      const stream = two.stream('FROM range(1000000000)');
      await stream.next();
      connection.executeSync('CREATE TABLE t(a INTEGER)');
      let release!: () => void;
      const waiting = new Promise<void>((resolve) => (release = resolve));
      async function* source() {
        yield batchOf({ a: [1] });
        await waiting;
      }
      const appending = failure(three.append('t', source()));
      await new Promise((resolve) => setTimeout(resolve, 20));
      await Promise.all([one.close(), two.close(), three.close()]);
      expect(await running).to.have.property('type', 'INTERRUPT');
      expect(await failure(stream.next())).to.be.instanceOf(CancelledError);
      release();
      expect(await appending).to.be.instanceOf(CancelledError);
      expect(await rowsOf(connection, 'FROM t')).to.deep.equal([]);
    });

    it('is idempotent and refuses what comes after', async () => {
      await Promise.all([connection.close(), connection.close()]);
      await connection.close();
      expect(() => connection.describe('SELECT 1')).to.throw(KindlingError, 'The connection is closed');
      expect(await failure(connection.execute('SELECT 1'))).to.have.property('condition', 'CONNECTION_CLOSED');
      await database.close();
      await database.close();
      expect(() => database.connect()).to.throw(KindlingError, 'The database is closed');
    });

    it('gives a file back', async () => {
      const dir = mkdtempSync(path.join(tmpdir(), 'kindling-'));
      try {
        const file = path.join(dir, 'x.db');
        const first = Database.open({}, file);
        first.connect().executeSync('CREATE TABLE kept AS SELECT 1 x');
        await first.close();
        const second = Database.open({ access_mode: 'READ_ONLY' }, file);
        expect(await rowsOf(second.connect(), 'FROM kept')).to.deep.equal([[1]]);
        await second.close();
        expect(existsSync(`${file}.wal`)).to.equal(false);
      } finally {
        rmSync(dir, { recursive: true });
      }
    });
  });
});

const rowsOfAborted = (connection: Connection): Promise<unknown> => all(connection.stream('SELECT 1', { signal: AbortSignal.abort() }));
