import { expect } from 'chai';
import type { SparkSession } from '#lib/session/spark-session.js';

/** An expression of SQL, and the value that it has on Spark. */
export type Answer = readonly [sql: string, value: unknown];

/** The values of expressions over a relation that gives one row, found in one query. */
export async function expectAnswers(spark: SparkSession, answers: readonly Answer[], from = ''): Promise<void> {
  const columns = answers.map(([sql], i) => `${sql} AS c${i}`);
  const row = (await spark.sql(`SELECT ${columns.join(', ')} ${from}`).collect())[0] as Record<string, unknown>;
  answers.forEach(([sql, value], i) => expect(row[`c${i}`], sql).to.deep.equal(value));
}

/** Each query fails with a condition. */
export async function expectFailures(
  spark: SparkSession,
  failures: readonly (readonly [condition: string, ...queries: string[]])[],
): Promise<void> {
  for (const [condition, ...queries] of failures)
    for (const query of queries) {
      const run = async (): Promise<string> => {
        await spark.sql(`SELECT ${query}`).collect();
        return 'no error';
      };
      expect(await run().catch((error: unknown) => (error as { condition: string }).condition), query).to.equal(condition);
    }
}
