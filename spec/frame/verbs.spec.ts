import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { KindlingError } from '#lib/errors.js';
import { DataFrame } from '#lib/frame/data-frame.js';
import { SparkSession } from '#lib/session/spark-session.js';
import { verbCases } from './verb-cases.js';

interface Golden {
  readonly case: string;
  readonly schema?: readonly (readonly [string, string])[];
  readonly rows?: readonly (readonly (string | null)[])[];
  readonly ordered?: boolean;
  readonly value?: unknown;
  readonly error?: string;
}

const golden = readFileSync('spec/frame/golden/verbs.jsonl', 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as Golden);

/** Cases in which Kindling differs from Spark on purpose or so far. */
const DIFFERS: readonly string[] = [
  'freqItems', // more items than Spark's, which may leave out those that are not frequent enough
  'unpivot mixed', // CAST_INVALID_INPUT
  'join missing', // UNRESOLVED_COLUMN.WITH_SUGGESTION
  'dropDuplicates missing', // UNRESOLVED_COLUMN.WITH_SUGGESTION
  'names', // substring, p, (- i), CAST(i AS STRING)
  'names of when', // the frame of a window that is not given
];

describe('verbs', () => {
  let spark: SparkSession;
  let cases: Record<string, () => unknown>;
  before(async () => {
    spark = await SparkSession.builder.master('local[2]').config('spark.default.parallelism', 1).getOrCreate();
    cases = verbCases(spark);
  });
  after(() => spark.stop());

  for (const expected of golden)
    it(`${DIFFERS.includes(expected.case) ? 'differs from' : 'gives what'} Spark${DIFFERS.includes(expected.case) ? '' : ' gives'}: ${expected.case}`, async () => {
      const got = await answer(cases[expected.case]!, expected);
      const { case: _, ordered: _ordered, ...rest } = expected;
      const wanted = { ...rest, ...(rest.rows && { rows: expected.ordered ? rest.rows : inOrder(rest.rows) }) };
      if (DIFFERS.includes(expected.case)) expect(got).not.to.deep.equal(wanted);
      else if (typeof expected.value === 'number') expect((got as Golden).value).to.be.closeTo(expected.value, 1e-12);
      else expect(got).to.deep.equal(wanted);
    });
  it('has an answer of Spark for every case', () => {
    expect(golden.map((g) => g.case).sort()).to.deep.equal(Object.keys(cases).sort());
  });
});

async function answer(ask: () => unknown, { ordered }: Golden): Promise<object> {
  try {
    const got = await ask();
    if (!(got instanceof DataFrame)) return { value: plainValue(got) };
    const places = got.columns.map((_, i) => `c${i}`);
    const frame: DataFrame = got.toDF(...places);
    const texts = frame.select(...places.map((place) => frame.col(place).cast('string').alias(place)));
    const rows = ((await texts.collect()) as Record<string, string | null>[]).map((row) => places.map((place) => row[place] ?? null));
    return { schema: got.dtypes, rows: ordered ? rows : inOrder(rows) };
  } catch (error) {
    if (error instanceof KindlingError) return { error: error.condition };
    throw error;
  }
}

const plainValue = (value: unknown): unknown =>
  typeof value === 'number' && !Number.isFinite(value) ? String(value).toLowerCase() : value;
const inOrder = <T>(rows: readonly T[]): T[] => [...rows].sort((x, y) => (JSON.stringify(x) < JSON.stringify(y) ? -1 : 1));
