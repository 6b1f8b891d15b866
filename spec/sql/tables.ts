import type { SparkSession } from '#lib/session/spark-session.js';

/** The views that specs of SQL text read: `t` with four rows, one of nulls, and `u` that has some of its ids, one of them twice. */
export function makeTables(spark: SparkSession): void {
  spark.sql("CREATE OR REPLACE TEMP VIEW t AS VALUES (1, 'a', 10), (2, 'b', 20), (3, 'a', 30), (4, null, null) AS t(id, k, v)");
  spark.sql('CREATE OR REPLACE TEMP VIEW u AS SELECT * FROM VALUES (1, 100), (1, 101), (3, 300) AS u(id, w)');
}
