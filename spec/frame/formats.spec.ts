import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { col } from '#lib/column/column.js';
import type { DataFrame } from '#lib/frame/data-frame.js';
import { Vectors } from '#lib/linalg/vectors.js';
import { SparkSession } from '#lib/session/spark-session.js';
import { expectRows, expectRowSet } from '../expect-rows.js';

describe('formats, one by one', () => {
  let spark: SparkSession;
  let dir: string;
  before(async () => {
    spark = await SparkSession.builder.master('local[2]').config('spark.sql.session.timeZone', 'UTC').getOrCreate();
  });
  after(() => spark.stop());
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'kindling-formats-'));
  });
  afterEach(() => rmSync(dir, { recursive: true }));
  const at = (...names: string[]): string => join(dir, ...names);
  const lines = (folder: string): string[] =>
    readdirSync(folder)
      .filter((name) => name.startsWith('part-'))
      .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n').slice(0, -1));
  const condition = async (run: () => unknown): Promise<unknown> => {
    try {
      return await run();
    } catch (e) {
      return (e as { condition?: string }).condition ?? e;
    }
  };
  const everything = (): DataFrame =>
    spark.createDataFrame(
      [
        {
          i: 1,
          l: 2n ** 53n - 1n,
          d: 1.5,
          s: 'a "b", c',
          b: true,
          e: '1.25',
          day: new Date('2024-02-29'),
          t: new Date('2024-02-29T01:02:03.004Z'),
          x: new Uint8Array([0, 255]),
          a: [1, null],
          m: new Map([['k', 1]]),
          p: { q: 'z' },
        },
        { i: null, l: null, d: NaN, s: '', b: null, e: null, day: null, t: null, x: null, a: [], m: new Map(), p: null },
        {
          i: -1,
          l: -5n,
          d: -Infinity,
          s: 'é\\\t😀',
          b: false,
          e: '-9.99',
          day: new Date('1969-12-31'),
          t: new Date('1900-01-01T00:00:00Z'),
          x: new Uint8Array(0),
          a: null,
          m: null,
          p: { q: null },
        },
      ],
      'i int, l bigint, d double, s string, b boolean, e decimal(5,2), day date, t timestamp, x binary, a array<int>, m map<string,int>, p struct<q: string>',
    );

  it('comes back from parquet, arrow and json with a schema', async () => {
    const frame = everything();
    const rows = await frame.collect();
    for (const format of ['parquet', 'arrow', 'json']) {
      await frame.write.format(format).save(at(format));
      const back = spark.read.format(format).schema(frame.schema).load(at(format));
      await expectRows(back, rows);
    }
    expect(spark.read.format('arrow').load(at('arrow')).dtypes).to.deep.equal(frame.dtypes);
    await expectRows(
      spark.read.format('feather').load(at('arrow')).select('i', 's'),
      rows.map((r) => ({ i: r.i, s: r.s })),
    );
    await frame.filter('false').write.format('arrow').save(at('none'));
    await expectRows(spark.read.format('arrow').load(at('none')), []);
  });

  it('comes back from csv where its types can be', async () => {
    const frame = everything().drop('a', 'm', 'p', 'x');
    await frame.write.option('header', true).csv(at('c'));
    const rows = (await frame.collect()).map((r) => ({ ...(r as object), s: r.s === '' ? null : r.s }));
    await expectRows(spark.read.option('header', true).schema(frame.schema).csv(at('c')), rows);
    expect(await condition(() => everything().write.csv(at('bad')))).to.equal('UNSUPPORTED_DATA_TYPE_FOR_DATASOURCE');
    expect(readdirSync(dir)).to.deep.equal(['c']);
  });

  it('writes csv and json as Spark does', async () => {
    const frame = spark.createDataFrame(
      [
        ['x', 1e7, new Date('2024-01-02T03:04:05.678Z'), null],
        [' y ', 0.5, null, 'q"\\'],
        ['', null, null, 'a,b'],
      ],
      'a string, b double, c timestamp, d string',
    );
    await frame.write.csv(at('c'));
    expect(lines(at('c'))).to.deep.equal(['x,1.0E7,2024-01-02T03:04:05.678Z,', 'y,0.5,,"q\\"\\\\"', '"",,,"a,b"']);
    await frame.write.json(at('j'));
    expect(lines(at('j')).map((line) => JSON.parse(line) as unknown)).to.deep.equal([
      { a: 'x', b: 1e7, c: '2024-01-02T03:04:05.678Z' },
      { a: ' y ', b: 0.5, d: 'q"\\' },
      { a: '', d: 'a,b' },
    ]);
    await frame.limit(1).write.option('ignoreNullFields', 'false').option('timestampFormat', 'dd/MM/yyyy').json(at('n'));
    expect(JSON.parse(lines(at('n'))[0]!)).to.deep.equal({ a: 'x', b: 1e7, c: '02/01/2024', d: null });
    await frame.select('d').write.text(at('t'));
    expect(lines(at('t'))).to.deep.equal(['', 'q"\\', 'a,b']);
    expect(await condition(() => frame.write.text(at('u')))).to.equal('TEXT_DATA_SOURCE_COLUMNS');
  });

  it('packs files and says so in their names', async () => {
    const frame = spark.range(3).toDF('n');
    const nameOf = (folder: string): string => readdirSync(at(folder)).find((name) => name.startsWith('part-'))!;
    await frame.write.parquet(at('p'));
    expect(nameOf('p')).to.match(/^part-00000-[0-9a-f-]{36}-c000\.snappy\.parquet$/);
    for (const codec of ['gzip', 'zstd', 'none']) {
      await frame.write.option('compression', codec).parquet(at(codec));
      expect(await spark.read.parquet(at(codec)).count()).to.equal(3);
    }
    await frame.write.option('COMPRESSION', 'gzip').csv(at('c'));
    expect(nameOf('c')).to.match(/\.csv\.gz$/);
    await expectRows(spark.read.schema('n int').csv(at('c')), [{ n: 0 }, { n: 1 }, { n: 2 }]);
    expect(await condition(() => frame.write.option('compression', 'rar').parquet(at('x')))).to.match(/^CODEC_NOT_AVAILABLE/);
  });

  it('divides rows into folders whose names say any value, and finds them again', async () => {
    const rows = ['a/b', 'c d', '100%', "q'[1]=*?", 'é', null, 'x:y'].map((k, i) => ({ v: i, k, n: i }));
    for (const format of ['parquet', 'json', 'csv']) {
      await spark.createDataFrame(rows, 'v int, k string, n int').write.partitionBy('k', 'n').format(format).save(at(format));
      expect(readdirSync(at(format)).sort()).to.include.members([
        'k=a%2Fb',
        'k=c d',
        'k=100%25',
        'k=é',
        'k=__HIVE_DEFAULT_PARTITION__',
        'k=x%3Ay',
      ]);
      const back = spark.read.format(format).schema('v int, k string, n int').load(at(format));
      await expectRowSet(back, rows);
      await expectRows(back.filter(col('k').eq('100%')), [rows[2]!]);
    }
    const one = spark.read.option('basePath', at('parquet')).parquet(at('parquet', 'k=é'));
    expect(one.columns).to.deep.equal(['v', 'k', 'n']);
    expect(spark.read.parquet(at('parquet', 'k=é')).columns).to.deep.equal(['v', 'n']);
    expect(await condition(() => spark.createDataFrame(rows).write.partitionBy('v', 'k', 'n').parquet(at('all')))).to.equal(
      'ALL_PARTITION_COLUMNS_NOT_ALLOWED',
    );
  });

  it('reads parquet files of mixed schemas', async () => {
    await spark.sql('SELECT 1 AS a, CAST(2 AS INT) AS b').write.parquet(at('m', 'x=1'));
    await spark.sql("SELECT 'c' AS c, CAST(3 AS INT) AS b").write.parquet(at('m', 'x=2'));
    await expectRowSet(spark.read.parquet(at('m')), [
      { a: 1, b: 2, x: 1 },
      { a: null, b: 3, x: 2 },
    ]);
    await expectRowSet(spark.read.option('mergeSchema', true).parquet(at('m')), [
      { a: 1, b: 2, c: null, x: 1 },
      { a: null, b: 3, c: 'c', x: 2 },
    ]);
    await expectRowSet(spark.read.schema('B bigint, nothing string').parquet(at('m')), [
      { B: 2, nothing: null, x: 1 },
      { B: 3, nothing: null, x: 2 },
    ]);
    await spark.sql("SELECT 'text' AS b").write.parquet(at('m', 'x=3'));
    expect(await condition(() => spark.read.option('mergeSchema', true).parquet(at('m')))).to.equal('CANNOT_MERGE_SCHEMAS');
    expect(await condition(() => spark.read.parquet(at('m')))).to.equal('FAILED_READ_FILE.PARQUET_COLUMN_DATA_TYPE_MISMATCH');
  });

  it('reads and writes libsvm', async () => {
    writeFileSync(at('a.txt'), '1 1:0.5 3:2\n# none\n-1 2:1e-3 # note\n0\n');
    const frame = spark.read.format('libsvm').option('numFeatures', '5').load(at('a.txt'));
    await expectRows(frame, [
      { label: 1, features: Vectors.sparse(5, [0, 2], [0.5, 2]) },
      { label: -1, features: Vectors.sparse(5, [1], [0.001]) },
      { label: 0, features: Vectors.sparse(5, [], []) },
    ]);
    expect((spark.read.format('libsvm').load(at('a.txt')).schema.fields[1]!.type as { size: number }).size).to.equal(3);
    await frame.write.format('libsvm').save(at('out'));
    expect(lines(at('out'))).to.deep.equal(['1 1:0.5 3:2', '-1 2:0.001', '0']);
    writeFileSync(at('bad.txt'), '1 1:1\n1 3:1 2:1\n');
    const error = await spark.read
      .format('libsvm')
      .option('numFeatures', '5')
      .load(at('bad.txt'))
      .collect()
      .catch((e: unknown) => e as Error);
    expect((error as Error).message).to.match(/MALFORMED_RECORD_IN_PARSING.*Line 2 of '.*bad\.txt'/);
  });

  it('takes names of files as they are', async () => {
    for (const name of ["it's", 'a[1]*?', 'new\nline', '{x,y}', 'semi;-- "q"']) {
      const path = at(name);
      await spark.range(2).write.parquet(path);
      expect(await spark.read.parquet(path).count(), name).to.equal(2);
      await spark
        .range(2)
        .write.option('sep', "'")
        .option('nullValue', "'); --")
        .csv(at(`${name} csv`));
      expect(await spark.read.csv(at(`${name} csv`)).count(), name).to.equal(2);
    }
  });

  it('says what is wrong with a file, and where', async () => {
    await spark.range(1000).write.parquet(at('p'));
    const part = readdirSync(at('p')).find((name) => name.endsWith('.parquet'))!;
    const frame = spark.read.parquet(at('p'));
    rmSync(at('p', part));
    expect(await condition(() => frame.collect())).to.match(/^(FAILED_READ_FILE|PATH_NOT_FOUND)/);
    await spark.range(1000).write.mode('overwrite').parquet(at('p'));
    truncateSync(at('p', readdirSync(at('p')).find((name) => name.endsWith('.parquet'))!), 100);
    expect(await condition(() => spark.read.parquet(at('p')))).to.match(/^FAILED_READ_FILE/);
    writeFileSync(at('j.json'), `${'{"a":1}\n'.repeat(999)}{"a":\n`);
    const error = await spark.read
      .schema('a int')
      .option('mode', 'FAILFAST')
      .json(at('j.json'))
      .collect()
      .catch((e: unknown) => e as Error);
    expect((error as Error).message).to.match(/MALFORMED_RECORD_IN_PARSING.*Line 1000 of '.*j\.json'/);
    writeFileSync(at('gone.json'), '{"a":1}\n');
    const gone = spark.read.json(at('gone.json'));
    const kept = spark.read.option('ignoreMissingFiles', true).json(at('gone.json'));
    rmSync(at('gone.json'));
    expect(await condition(() => gone.collect())).to.equal('FAILED_READ_FILE.FILE_NOT_EXIST');
    await expectRows(kept, []);
  });

  it('names the way out for formats, places and tables that are none of ours', async () => {
    for (const format of ['orc', 'avro', 'xml', 'delta'])
      expect(() => spark.read.format(format).load(dir)).to.throw(/DATA_SOURCE_NOT_FOUND.*(parquet|json)/);
    const frame = spark.range(1);
    expect(() => frame.write.bucketBy(4, 'id')).to.throw(/bucketBy/);
    expect(() => frame.write.saveAsTable('t')).to.throw(/saveAsTable/);
    expect(await condition(() => frame.write.parquet('s3://bucket/x'))).to.equal('UNSUPPORTED_FILE_SYSTEM');
    writeFileSync(at('file'), 'x');
    expect(await condition(() => frame.write.mode('overwrite').parquet(at('file')))).to.equal('FAILED_WRITE_FILE');
    expect(readFileSync(at('file'), 'utf8')).to.equal('x');
  });

  it('gives the same from parts of a large file as from the whole', async () => {
    mkdirSync(at('big'));
    const rows = 600_000;
    writeFileSync(at('big', 'f.csv'), Array.from({ length: rows }, (_, i) => `${i},"v${i % 7}, ""x"""\n`).join(''));
    const frame = spark.read.option('escape', '"').schema('i int, s string').csv(at('big'));
    await expectRows(frame.selectExpr('count(*) AS n', 'sum(i) AS s', 'count(DISTINCT s) AS d'), [
      { n: rows, s: (rows * (rows - 1)) / 2, d: 7 },
    ]);
    expect(await frame.limit(2).collect()).to.deep.equal([
      { i: 0, s: 'v0, "x"' },
      { i: 1, s: 'v1, "x"' },
    ]);
  });
});
