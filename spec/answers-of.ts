import { SparkSession } from '#lib/session/spark-session.js';
import { typeName } from '#lib/types/type-name.js';

/** Expressions of SQL with their type and their text, from one query. */
export async function answersOf(
  expressions: readonly string[],
  timeZone = 'UTC',
): Promise<[sql: string, type: string, text: string | null][]> {
  return inZone(timeZone, async (spark) => {
    const frame = spark.sql(`SELECT ${expressions.map((sql, i) => `${sql} AS c${i}`).join(', ')}`);
    const texts = await frame.select(...frame.columns.map((name) => frame.col(name).cast('string').alias(name))).first();
    return frame.schema.fields.map((field, i) => [
      expressions[i]!,
      typeName(field.type),
      (texts as Record<string, string | null>)[`c${i}`]!,
    ]);
  });
}

/** Expressions of SQL with the condition and SQLSTATE of their error. */
export async function failuresOf(
  expressions: readonly string[],
  timeZone = 'UTC',
): Promise<[sql: string, condition: string | undefined, sqlState: string | undefined][]> {
  return inZone(timeZone, async (spark) => {
    const failures: [string, string | undefined, string | undefined][] = [];
    for (const sql of expressions) {
      const error = await run(spark, sql).catch((e: unknown) => e as { condition: string; sqlState: string });
      failures.push([sql, error?.condition, error?.sqlState]);
    }
    return failures;
  });
}

async function run(spark: SparkSession, sql: string): Promise<undefined> {
  await spark.sql(`SELECT CAST(${sql} AS STRING) AS x`).collect();
}

async function inZone<T>(timeZone: string, work: (spark: SparkSession) => Promise<T>): Promise<T> {
  const spark = await SparkSession.builder.master('local[2]').getOrCreate();
  spark.conf.set('spark.sql.session.timeZone', timeZone);
  try {
    return await work(spark);
  } finally {
    await spark.stop();
  }
}
