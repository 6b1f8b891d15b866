import { expect } from 'chai';
import { AnalysisError } from '#lib/errors.js';
import { Database } from '#lib/engines/local/duckdb/database.js';
import type { Connection } from '#lib/engines/local/duckdb/connection.js';
import { typeSql } from '#lib/engines/local/sql/type-sql.js';
import { Kernels } from '#lib/engines/local/kernels.js';
import { parseType } from '#lib/types/ddl.js';
import { columnReader } from '#lib/arrow/values/column-reader.js';

describe('Kernels', () => {
  let database: Database;
  let connection: Connection;
  let kernels: Kernels;
  beforeEach(() => {
    database = Database.open({ threads: 2 });
    connection = database.connect();
    kernels = new Kernels(
      () => database.connect(),
      () => 'UTC',
    );
  });
  afterEach(() => database.close());

  const values = async (sql: string, type: string): Promise<unknown[]> => {
    const found: unknown[] = [];
    for await (const batch of connection.stream(sql)) {
      const read = columnReader(parseType(type), batch.data.children[0]!, { raw: true, longs: 'bigint' });
      for (let row = 0; row < batch.numRows; row++) found.push(read(row));
    }
    return found;
  };

  const same = (type: string): string =>
    kernels.nameOf({ name: 'same', types: [parseType(type)], returns: parseType(type), make: () => (value) => value });

  const cases: readonly (readonly [type: string, sql: string, raw: unknown])[] = [
    ['boolean', 'TRUE', true],
    ['tinyint', '-7', -7],
    ['int', '42', 42],
    ['bigint', '9007199254740993', 9007199254740993n],
    ['double', '1.5', 1.5],
    ['float', '0.25', 0.25],
    ['decimal(38,3)', "'12345678901234567890.125'", '12345678901234567890.125'],
    ['string', "'a longer text than twelve bytes: äöü😀'", 'a longer text than twelve bytes: äöü😀'],
    ['date', "DATE '1969-12-31'", -1],
    ['timestamp', "TIMESTAMPTZ '1970-01-01 00:00:00.000001+00'", 1n],
    ['timestamp_ntz', "TIMESTAMP '1969-12-31 23:59:59.999999'", -1n],
    ['array<string>', "['a', NULL, 'c']", ['a', null, 'c']],
    [
      'map<string,int>',
      "MAP {'x': 1, 'y': 2}",
      [
        ['x', 1],
        ['y', 2],
      ],
    ],
    ['struct<a:int,b:array<double>>', "{'a': 1, 'b': [0.5]}", [1, [0.5]]],
  ];
  for (const [type, sql, raw] of cases) {
    it(`takes and gives ${type}, and null`, async () => {
      const column = `CASE WHEN i % 2 = 0 THEN CAST(${sql} AS ${typeSql(parseType(type))}) END`;
      const found = await values(`SELECT ${same(type)}(${column}) FROM range(4) t(i) ORDER BY i`, type);
      expect(found).to.deep.equal([raw, null, raw, null]);
    });
  }

  it('takes and gives binary', async () => {
    const found = await values(`SELECT ${same('binary')}('\\x00\\xFF'::BLOB)`, 'binary');
    expect([...(found[0] as Uint8Array)]).to.deep.equal([0, 255]);
  });

  it('runs inside lambdas, and on more rows than a chunk has', async () => {
    const twice = kernels.nameOf({
      name: 'twice',
      types: [parseType('bigint')],
      returns: parseType('bigint'),
      make: () => (x: bigint) => 2n * x,
    });
    expect(await values(`SELECT list_sum(list_transform(range(5000), lambda x: ${twice}(x)))::BIGINT`, 'bigint')).to.deep.equal([
      24_995_000n,
    ]);
    expect(await values(`SELECT sum(${twice}(i))::BIGINT FROM range(100000) t(i)`, 'bigint')).to.deep.equal([9_999_900_000n]);
  });

  it('is called for nulls only when it asks for them', async () => {
    const make = () => (x: unknown) => (x === null ? 'none' : 'some');
    const types = [parseType('int')];
    const plain = kernels.nameOf({ name: 'plain', types, returns: parseType('string'), make });
    const seeing = kernels.nameOf({ name: 'seeing', types, returns: parseType('string'), make, seesNulls: true });
    expect(await values(`SELECT ${plain}(NULL)`, 'string')).to.deep.equal([null]);
    expect(await values(`SELECT ${seeing}(NULL)`, 'string')).to.deep.equal(['none']);
  });

  it('ends the query with its error', async () => {
    const make = () => () => {
      throw new AnalysisError('DIVIDE_BY_ZERO', 'no');
    };
    const failing = kernels.nameOf({ name: 'failing', types: [parseType('bigint')], returns: parseType('int'), make });
    let error: unknown;
    await values(`SELECT ${failing}(i) FROM range(3) t(i)`, 'int').catch((e: unknown) => (error = e));
    expect(String(error)).to.contain('[DIVIDE_BY_ZERO] no');
    expect(await values(`SELECT CASE WHEN i < 0 THEN ${failing}(i) ELSE 1 END FROM range(2) t(i)`, 'int')).to.deep.equal([1, 1]);
  });

  it('is one function for the same types, another for others', () => {
    expect(same('int')).to.equal(same('int'));
    expect(same('int')).to.not.equal(same('bigint'));
  });
});
