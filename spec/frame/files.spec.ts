import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { col } from '#lib/column/column.js';
import { udf } from '#lib/column/udf.js';
import type { DataFrame } from '#lib/frame/data-frame.js';
import { SparkSession } from '#lib/session/spark-session.js';
import { expectRows, expectRowSet } from '../expect-rows.js';

describe('reading and writing files', () => {
  let spark: SparkSession;
  let people: DataFrame;
  let dir: string;
  const rows = [
    { name: 'ann', age: 30, city: 'oslo' },
    { name: 'bob', age: null, city: 'rome' },
    { name: null, age: 41, city: 'oslo' },
    { name: 'dan', age: 30, city: null },
  ];
  before(async () => {
    spark = await SparkSession.builder.master('local[2]').getOrCreate();
    people = spark.createDataFrame(rows, 'name string, age int, city string');
  });
  after(() => spark.stop());
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'kindling-files-'));
  });
  afterEach(() => rmSync(dir, { recursive: true }));
  const at = (...names: string[]): string => join(dir, ...names);
  const file = (name: string, text: string): string => {
    writeFileSync(at(name), text);
    return at(name);
  };
  const condition = async (run: Promise<unknown>): Promise<unknown> =>
    run.then(
      () => 'no error',
      (e: unknown) => (e as { condition?: string }).condition,
    );

  describe('parquet', () => {
    it('comes back with its schema, also through SQL and from no rows', async () => {
      await people.write.parquet(at('p'));
      expect(readdirSync(at('p')).filter((name) => !name.endsWith('.parquet'))).to.deep.equal(['_SUCCESS']);
      expect(spark.read.parquet(at('p')).dtypes).to.deep.equal(people.dtypes);
      await expectRows(spark.read.parquet(at('p')), rows);
      await expectRows(spark.sql(`SELECT count(*) AS n FROM parquet.\`${at('p')}\``), [{ n: 4 }]);
      await people.filter('false').write.parquet(at('none'));
      expect(spark.read.parquet(at('none')).dtypes).to.deep.equal(people.dtypes);
      await expectRows(spark.read.parquet(at('none')), []);
    });

    it('keeps nested values, dates, decimals and what users computed', async () => {
      const made = spark.createDataFrame(
        [
          {
            l: [1, null],
            p: { x: 'y' },
            m: new Map([['k', 2]]),
            d: new Date('2024-02-29'),
            t: new Date('2024-02-29T01:02:03.004Z'),
            e: '1.50',
            b: new Uint8Array([0, 1]),
          },
        ],
        'l array<int>, p struct<x: string>, m map<string,int>, d date, t timestamp, e decimal(5,2), b binary',
      );
      const doubled = made.withColumn('u', udf((l: (number | null)[] | null) => l?.length ?? 0, 'int')('l'));
      await doubled.write.parquet(at('p'));
      await expectRows(spark.read.parquet(at('p')), await doubled.collect());
    });

    it('is divided into folders by values, of which null is one', async () => {
      await people.write.partitionBy('city').parquet(at('p'));
      expect(readdirSync(at('p')).sort()).to.deep.equal(['_SUCCESS', 'city=__HIVE_DEFAULT_PARTITION__', 'city=oslo', 'city=rome']);
      const back = spark.read.parquet(at('p'));
      expect(back.columns).to.deep.equal(['name', 'age', 'city']);
      await expectRowSet(back, rows);
      await expectRows(back.filter(col('city').eq('rome')).select('name'), [{ name: 'bob' }]);
      expect(await condition(people.write.partitionBy('town').parquet(at('q')))).to.equal('COLUMN_NOT_FOUND');
    });
  });

  describe('save modes', () => {
    it('refuses a path that exists, ignores, appends or replaces', async () => {
      const count = (): Promise<number> => spark.read.parquet(at('p')).count();
      await people.write.parquet(at('p'));
      expect(await condition(people.write.parquet(at('p')))).to.equal('PATH_ALREADY_EXISTS');
      await people.write.mode('ignore').parquet(at('p'));
      expect(await count()).to.equal(4);
      await people.write.mode('append').parquet(at('p'));
      expect(await count()).to.equal(8);
      await people.limit(1).write.mode('overwrite').parquet(at('p'));
      expect(await count()).to.equal(1);
      expect(() => people.write.mode('sideways' as 'append')).to.throw(/INVALID_SAVE_MODE.*'sideways'/);
    });

    it('refuses to replace the very files that it reads, and leaves them', async () => {
      await people.write.parquet(at('p'));
      const back = spark.read.parquet(at('p')).filter('age = 30');
      expect(await condition(back.write.mode('overwrite').parquet(at('p')))).to.equal('UNSUPPORTED_OVERWRITE.PATH');
      expect(await condition(people.join(back.select('name'), 'name').write.mode('overwrite').parquet(dir))).to.equal(
        'UNSUPPORTED_OVERWRITE.PATH',
      );
      expect(await spark.read.parquet(at('p')).count()).to.equal(4);
      await back.write.mode('append').parquet(at('p'));
      expect(await spark.read.parquet(at('p')).count()).to.equal(6);
    });

    it('leaves the old files, and no others, when a write fails', async () => {
      await people.write.parquet(at('p'));
      const fail = udf((): number => {
        throw new Error('no');
      }, 'int');
      expect(await condition(people.select(fail().alias('x')).write.mode('overwrite').parquet(at('p')))).to.equal('FAILED_EXECUTE_UDF');
      expect(await condition(people.select(col('age').div(0).alias('x')).write.mode('append').parquet(at('p')))).to.equal('DIVIDE_BY_ZERO');
      expect(readdirSync(dir)).to.deep.equal(['p']);
      await expectRows(spark.read.parquet(at('p')), rows);
    });

    it('says that a file is where a folder must be, and leaves it', async () => {
      const error = await people.write.parquet(join(file('taken', 'text'), 'p')).then(
        () => undefined,
        (e: unknown) => e as Error,
      );
      expect(error?.message).to.equal(
        `[FAILED_WRITE_FILE] '${at('taken')}' must be a folder that can be made and written; a file is in its place. Give another path, or make room there.`,
      );
      expect(readFileSync(at('taken'), 'utf8')).to.equal('text');
      expect(readdirSync(dir)).to.deep.equal(['taken']);
    });

    it('says which path cannot be written', async () => {
      file('file', 'x');
      expect(await condition(people.write.parquet(at('file', 'below')))).to.equal('FAILED_WRITE_FILE');
      if (existsSync('/proc/self')) expect(await condition(people.write.parquet('/proc/no/where'))).to.equal('FAILED_WRITE_FILE');
      expect(await condition(people.write.format('xml').save(at('x')))).to.equal('DATA_SOURCE_NOT_FOUND');
      expect(readdirSync(dir)).to.deep.equal(['file']);
    });
  });

  describe('csv', () => {
    it('is text unless a schema or inferSchema says types', async () => {
      await people.write.option('header', true).csv(at('c'));
      const part = readdirSync(at('c')).find((name) => name.endsWith('.csv'))!;
      expect(readFileSync(at('c', part), 'utf8')).to.equal('name,age,city\nann,30,oslo\nbob,,rome\n,41,oslo\ndan,30,\n');
      const read = spark.read.option('header', true);
      await expectRows(read.csv(at('c')).limit(1), [{ name: 'ann', age: '30', city: 'oslo' }]);
      await expectRows(read.option('inferSchema', true).csv(at('c')), rows);
      await expectRows(read.schema('who string, age double, town string').csv(at('c')).limit(1), [{ who: 'ann', age: 30, town: 'oslo' }]);
      expect(await spark.read.csv(at('c')).first()).to.deep.equal({ _c0: 'name', _c1: 'age', _c2: 'city' });
    });

    it('finds the narrowest type that holds all values', () => {
      const path = file('t.csv', 'i,l,d,t,ts,b,s,n\n1,5000000000,1.5,2024-01-02,2024-01-02 03:04:05,true,x1,\n,2,3,,,FALSE,2,\n');
      expect(
        spark.read
          .option('header', true)
          .option('inferSchema', true)
          .csv(path)
          .dtypes.map(([, type]) => type),
      ).to.deep.equal(['int', 'bigint', 'double', 'date', 'timestamp', 'boolean', 'string', 'string']);
    });

    it('loses no row that is shorter or longer than others, unless the mode says so', async () => {
      const path = file('r.csv', 'a,b,c\n1,2\n3,4,5\n6,7,8,9\n');
      const read = spark.read.option('header', true);
      await expectRows(read.csv(path), [
        { a: '1', b: '2', c: null },
        { a: '3', b: '4', c: '5' },
        { a: '6', b: '7', c: '8' },
      ]);
      await expectRows(read.option('mode', 'DROPMALFORMED').csv(path), [{ a: '3', b: '4', c: '5' }]);
      expect(await condition(read.option('mode', 'FAILFAST').csv(path).collect())).to.equal(
        'MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION',
      );
    });

    it('gives null where a value is not of its type, or fails where the mode says so', async () => {
      const path = file('v.csv', 'x;2024|01\n7;02/03/2024\n');
      const read = spark.read.option('sep', ';').schema('n int, d date');
      await expectRows(read.csv(path), [
        { n: null, d: null },
        { n: 7, d: null },
      ]);
      await expectRows(read.option('dateFormat', 'dd/MM/yyyy').csv(path).filter('n = 7'), [{ n: 7, d: new Date('2024-03-02') }]);
      expect(await condition(read.option('mode', 'FAILFAST').csv(path).collect())).to.match(/^MALFORMED_RECORD/);
    });

    it('reads quotes, line breaks in them, repeated and missing names, and other separators', async () => {
      const path = file('q.csv', '\uFEFFa,a,,"x,""y"""\n"1\n2",",",3,4\n');
      const read = spark.read.option('header', true).option('escape', '"').option('multiLine', true);
      await expectRows(read.csv(path), [{ a0: '1\n2', a1: ',', _c2: '3', 'x,"y"': '4' }]);
      await expectRows(spark.read.option('sep', '\t').option('nullValue', 'NA').csv(file('t.tsv', 'NA\t""\n')), [{ _c0: null, _c1: '' }]);
    });
  });

  describe('json, text, binaryFile', () => {
    it('reads a line as a row of the fields that all lines have', async () => {
      await people.write.json(at('j'));
      expect(spark.read.json(at('j')).dtypes).to.deep.equal([
        ['age', 'bigint'],
        ['city', 'string'],
        ['name', 'string'],
      ]);
      await expectRows(spark.read.json(at('j')).select('name', 'age', 'city'), rows);
      await expectRows(spark.read.schema('age double, none string').json(at('j')).limit(1), [{ age: 30, none: null }]);
      await expectRows(spark.read.option('multiLine', true).json(file('m.json', '[{"a": 1,\n "b": {"c": [1, 2]}}]')), [
        { a: 1, b: { c: [1, 2] } },
      ]);
    });

    it('reads every line of a text as it is', async () => {
      const path = file('t.txt', 'one\n\n"two", 2\nthr\\ee\r\n  four');
      await expectRows(
        spark.read.text(path),
        ['one', '', '"two", 2', 'thr\\ee', '  four'].map((value) => ({ value })),
      );
      await expectRows(spark.read.text(file('none.txt', '')), []);
    });

    it('reads files whole', async () => {
      file('b.bin', 'héllo');
      const frame = spark.read.binaryFile(at('*.bin'));
      expect(frame.columns).to.deep.equal(['path', 'modificationTime', 'length', 'content']);
      const [row] = (await frame.collect()) as { path: string; length: number; content: Uint8Array }[];
      expect([row!.path, row!.length, Buffer.from(row!.content).toString()]).to.deep.equal([`file:${at('b.bin')}`, 6, 'héllo']);
    });

    it('says which path has no data', () => {
      mkdirSync(at('empty'));
      expect(() => spark.read.parquet(at('nothing'))).to.throw(/PATH_NOT_FOUND.*nothing/);
      expect(() => spark.read.csv(at('*.csv'))).to.throw(/PATH_NOT_FOUND/);
      expect(() => spark.read.parquet(at('empty'))).to.throw(/UNABLE_TO_INFER_SCHEMA/);
      expect(() => spark.read.parquet(file('x.parquet', 'not parquet'))).to.throw(/FAILED_READ_FILE.*x\.parquet/);
      expect(() => spark.read.format('xml').load(dir)).to.throw(/DATA_SOURCE_NOT_FOUND/);
    });
  });
});
