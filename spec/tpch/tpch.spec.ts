import { expect } from 'chai';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database } from '#lib/engines/local/duckdb/database.js';
import type { Connection } from '#lib/engines/local/duckdb/connection.js';
import { SparkSession } from '#lib/session/spark-session.js';
import { isNumeric } from '#lib/plan/common-type.js';
import { generate } from './generate.js';

type Texts = Record<string, string | null>;

const QUERIES = Array.from({ length: 22 }, (_, i) => `q${String(i + 1).padStart(2, '0')}`);

/** The same text runs in Spark SQL on our engine, and in plain DuckDB, over the same parquet files. */
describe('the 22 queries of TPC-H', () => {
  let spark: SparkSession;
  let database: Database;
  let duckdb: Connection;
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kindling-tpch-'));
    spark = await SparkSession.builder.master('local[2]').getOrCreate();
    database = Database.open();
    duckdb = database.connect();
    for (const { name, ddl, rows } of generate(0.01)) {
      const path = join(folder, `${name}.parquet`);
      await spark
        .createDataFrame(rows, written(ddl))
        .selectExpr(...casts(ddl))
        .write.parquet(path);
      spark.read.parquet(path).createOrReplaceTempView(name);
      await duckdb.execute(`CREATE VIEW ${name} AS FROM read_parquet('${path}/*.parquet')`);
    }
  });
  after(async () => {
    await duckdb.close();
    await database.close();
    await spark.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** Money and dates arrive as text. */
  const written = (ddl: string): string => ddl.replace(/\b(decimal\(15,2\)|date)(?=,|$)/g, 'string');
  const casts = (ddl: string): string[] =>
    ddl.split(', ').map((column) => {
      const [name, type] = column.split(' ');
      return `CAST(${name} AS ${type}) AS ${name}`;
    });

  for (const query of QUERIES) {
    it(`${query} gives DuckDB's rows`, async () => {
      const text = await readFile(new URL(`../../../spec/tpch/queries/${query}.sql`, import.meta.url), 'utf8');
      const frame = spark.sql(text);
      const texts = frame.columns.map((_, i) => `c${i}`);
      const ours = (await frame
        .toDF(...texts)
        .selectExpr(...texts.map((name) => `CAST(${name} AS STRING) AS ${name}`))
        .collect()) as unknown as Texts[];
      const theirs: Texts[] = [];
      for await (const batch of duckdb.stream(`SELECT COLUMNS(*)::VARCHAR FROM (${text}) AS q(${texts.join(', ')})`))
        for (const row of batch) theirs.push(row.toJSON() as Texts);
      expect(ours.length).to.equal(theirs.length);
      expect(ours.some((row) => Object.values(row).some((value) => value !== null))).to.equal(true);
      theirs.forEach((row, i) =>
        frame.schema.fields.forEach(({ type }, j) => {
          const [got, wanted] = [ours[i]![`c${j}`]!, row[`c${j}`]!];
          const at = `row ${i}, ${frame.columns[j]}`;
          if (!isNumeric(type) || got === null || wanted === null) expect(got, at).to.equal(wanted);
          else expect(Number(got), at).to.be.closeTo(Number(wanted), Math.max(1e-9 * Math.abs(Number(wanted)), roundingOf(type)));
        }),
      );
    });
  }
});

/** What a decimal's own digits cannot say: Spark's avg of a decimal is a decimal, DuckDB's a double. */
function roundingOf(type: { readonly kind?: string; readonly scale?: number }): number {
  return type.scale === undefined ? 0 : 0.5000001 * 10 ** -type.scale;
}
