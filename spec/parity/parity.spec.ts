import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';

const program = fileURLToPath(new URL('./run.js', import.meta.url));

interface Run {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

const parity = (...args: string[]): Promise<Run> =>
  new Promise((resolve) => {
    execFile(process.execPath, [program, ...args], (failure, out, error) => resolve({ code: Number(failure?.code ?? 0), out, error }));
  });

/** A right record of each kind of type, as a line of the file. */
const right = [
  `{"fn": "int", "class": "core", "sql": "SELECT 1 AS a", "schema": [["x", "int"]], "rows": [[1]]}`,
  `{"fn": "long", "class": "core", "sql": "SELECT 9007199254740993L", "schema": [["x", "bigint"]], "rows": [["9007199254740993"]]}`,
  `{"fn": "double", "class": "core", "sql": "SELECT 2.5D * 2", "schema": [["x", "double"]], "rows": [[5.0]]}`,
  `{"fn": "zero", "class": "core", "sql": "SELECT -0.0D", "schema": [["x", "double"]], "rows": [[-0.0]]}`,
  `{"fn": "decimal", "class": "core", "sql": "SELECT CAST(1.5 AS decimal(5,2))", "schema": [["x", "decimal(5,2)"]], "rows": [["1.50"]]}`,
  `{"fn": "text", "class": "string", "sql": "SELECT 'a', null", "schema": [["x", "string"], ["y", "void"]], "rows": [["a", null]]}`,
  `{"fn": "binary", "class": "string", "sql": "SELECT CAST('a' AS binary)", "schema": [["x", "binary"]], "rows": [["YQ=="]]}`,
  `{"fn": "date", "class": "date", "sql": "SELECT DATE '2024-02-29'", "schema": [["x", "date"]], "rows": [["2024-02-29"]]}`,
  `{"fn": "instant", "class": "date", "sql": "SELECT TIMESTAMP '2024-02-29 12:34:56.000001'", "schema": [["x", "timestamp"]], "rows": [["2024-02-29T12:34:56.000001Z"]]}`,
  `{"fn": "array", "class": "collection", "sql": "SELECT array(1, 2)", "schema": [["x", "array<int>"]], "rows": [[[1, 2]]]}`,
  `{"fn": "struct", "class": "collection", "sql": "SELECT struct(1 AS a, 'b' AS b)", "schema": [["x", "struct<a:int,b:string>"]], "rows": [[[1, "b"]]]}`,
  `{"fn": "order", "class": "core", "order": "fixed", "sql": "SELECT * FROM VALUES (2), (1) AS t(a) ORDER BY a", "schema": [["x", "int"]], "rows": [[1], [2]]}`,
  `{"fn": "error", "class": "core", "sql": "SELECT 1 / 0", "error": "DIVIDE_BY_ZERO"}`,
];

/** The same with a fault each: what to replace by what, and the line that must show it. */
const faults: readonly (readonly [fn: string, from: string, to: string, shown: string])[] = [
  ['int', '[[1]]', '[[2]]', 'expected [ 2 ]'],
  ['int', '"int"]]', '"bigint"]]', 'expected type bigint'],
  ['int', '[[1]]', '[[1], [1]]', 'expected [ 1 ] (of 2 rows; got 1)'],
  ['long', '[["9007199254740993"]]', '[["9007199254740992"]]', "got      [ '9007199254740993' ]"],
  ['double', '5.0', '5.0000000001', 'expected [ 5.0000000001 ]'],
  ['zero', '[[-0.0]]', '[[0.0]]', 'got      [ -0 ]'],
  ['decimal', '"1.50"', '"1.5"', "expected [ '1.5' ]"],
  ['text', '"a"', '"A"', "expected [ 'A', null ]"],
  ['binary', 'YQ==', 'Yg==', "got      [ 'YQ==' ]"],
  ['date', '[["2024-02-29"]]', '[["2024-03-01"]]', "expected [ '2024-03-01' ]"],
  ['instant', '.000001Z', '.000002Z', "got      [ '2024-02-29T12:34:56.000001Z' ]"],
  ['array', '[[[1, 2]]]', '[[[2, 1]]]', 'expected [ [ 2, 1 ] ]'],
  ['struct', '"b"]]]', '"c"]]]', "expected [ [ 1, 'c' ] ]"],
  ['order', '[[1], [2]]', '[[2], [1]]', 'expected in this order [ 2 ] [ 1 ]'],
  ['error', 'DIVIDE_BY_ZERO', 'CAST_OVERFLOW', 'expected CAST_OVERFLOW'],
];

describe('npm run parity', () => {
  let folder: string;
  const write = (...lines: string[]): string => {
    const file = join(folder, 'records.jsonl');
    writeFileSync(file, lines.join('\n'));
    return file;
  };
  before(() => (folder = mkdtempSync(join(tmpdir(), 'kindling-parity-'))));
  after(() => rmSync(folder, { recursive: true }));

  it('agrees with what is right, by class and in all', async () => {
    const { code, out } = await parity('--sql', write(...right, ''));
    expect(out.split('\n')).to.deep.equal([
      'collection  2 of 2 (100.0 %)',
      'core        7 of 7 (100.0 %)',
      'date        2 of 2 (100.0 %)',
      'string      2 of 2 (100.0 %)',
      'agree 13 of 13 (100.0 %)',
      '',
    ]);
    expect(code).to.equal(0);
  });

  it('shows each fault that is planted', async () => {
    const lines = faults.map(([fn, from, to]) => {
      const line = right.find((text) => text.startsWith(`{"fn": "${fn}"`))!;
      expect(line).to.include(from);
      return line.replace(from, to);
    });
    const { code, out } = await parity('--sql', write(...lines));
    const blocks = out.split('\n\n');
    faults.forEach(([fn, , , shown], i) =>
      expect(blocks[i])
        .to.match(new RegExp(`^${fn}: SELECT`))
        .and.include(`  ${shown}`),
    );
    expect(out.trimEnd().split('\n').at(-1)).to.equal(`agree 0 of ${faults.length} (0.0 %)`);
    expect(code).to.equal(0);
  });

  it('counts apart what is not deterministic, and shows it only where it fails', async () => {
    const other = `{"sql": "SELECT 2", "schema": [["x", "int"]], "rows": [[3]], "deterministic": false}`;
    const { out } = await parity('--sql', write(right[0]!, other, other.replace('SELECT 2', 'SELECT no_such_function(2)')));
    expect(out).to.include('no_such_function(2)\n  expected [ 3 ]\n  got      [UNRESOLVED_ROUTINE]');
    expect(out)
      .to.include('not deterministic, only run: 1 of 2 (50.0 %) ran\n')
      .and.match(/agree 1 of 1 \(100\.0 %\)\n$/);
  });

  it('undoes the settings of a record', async () => {
    const hour = (zone: string, instant: string): string =>
      `{"sql": "SELECT TIMESTAMP '2024-01-01 00:00:00'", "schema": [["x", "timestamp"]], "rows": [["${instant}"]]${zone}}`;
    const zoned = hour(', "conf": {"spark.sql.session.timeZone": "Asia/Tokyo"}', '2023-12-31T15:00:00Z');
    const refused = `{"sql": "SELECT 1", "schema": [["x", "int"]], "rows": [[1]], "conf": {"spark.sql.caseSensitive": "perhaps"}}`;
    const { out } = await parity('--sql', write(zoned, hour('', '2024-01-01T00:00:00Z'), refused));
    expect(out).to.include("got      [INVALID_CONF_VALUE] 'spark.sql.caseSensitive' must be true or false; got 'perhaps'");
    expect(out).to.match(/agree 2 of 3 \(66\.6 %\)\n$/);
  });

  it('runs what --only matches, and writes the table of functions', async () => {
    const docs = join(folder, 'functions.md');
    const missing = `{"fn": "no_such_function", "class": "core", "sql": "SELECT no_such_function(2)", "schema": [["x", "int"]], "rows": [[3]]}`;
    const wrong = right[0]!.replace('[[1]]', '[[2]]');
    const { out } = await parity('--sql', write(...right, missing, wrong), '--only', '^(int|long|no_such_function)$', '--docs', docs);
    expect(out).to.match(/agree 2 of 4 \(50\.0 %\)\n$/);
    expect(readFileSync(docs, 'utf8').split('\n').slice(-5)).to.deep.equal([
      '| --- | --- | --- | --- |',
      '| `int` | core | 1 of 2 | differs |',
      '| `long` | core | 1 of 1 | agrees |',
      '| `no_such_function` | core | 0 of 1 | missing |',
      '',
    ]);
  });

  it('ends with code 2 and the reason where it cannot run', async () => {
    const cases: [args: string[], reason: string][] = [
      [[], 'parity: --sql must name a file of golden records'],
      [['--sql', join(folder, 'none.jsonl')], 'parity: --sql must be a file of golden records; there is no '],
      [['--sql', write(right[0]!), '--engine', 'spark'], 'parity: --engine spark is not there yet'],
      [['--sql', write(right[0]!), '--engine', 'duck'], "parity: --engine must be local or spark; got 'duck'"],
      [['--sql', write(right[0]!), '--only', '('], "parity: --only must be a regular expression; got '('"],
      [['--sql', write(right[0]!), '--only', 'nothing'], 'must have a record that matches --only nothing'],
      [['--sql', write(right[0]!), '--odd'], "parity: Unknown option '--odd'"],
    ];
    for (const [args, reason] of cases) {
      const { code, error } = await parity(...args);
      expect(error).to.include(reason);
      expect(code, reason).to.equal(2);
    }
    expect((await parity('--sql', write(right[0]!, '{"sql": '))).error).to.include('line 2 must be JSON');
    expect((await parity('--sql', write('{"sql": "SELECT 1"}'))).error).to.include("line 1 must have 'error', or 'rows'");
  });

  it('says what it takes', async () => {
    const { code, out } = await parity('--help');
    expect(out).to.include('--sql FILE').and.include('--docs OUT.md');
    expect(code).to.equal(0);
  });
});
