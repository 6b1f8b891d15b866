// row-udf-program ROWS: nanoseconds a row of a function called for each of so many doubles, in two workers.
import { col, SparkSession, udf } from 'kindling';
import { serve } from './serve.js';

const rows = Number(process.argv[2]);
await using spark = await SparkSession.builder.master('local[2]').getOrCreate();
const twice = udf((value: number) => 2 * value + 1, 'double');
const doubles = spark.range(rows).selectExpr('CAST(id AS DOUBLE) / 3 AS x');
await serve(async () => {
  const start = performance.now();
  let total = 0;
  const results = doubles.select(twice(col('x')).alias('y'));
  for await (const { batch } of spark.engine.run(results.relation)) {
    const values = batch.getChildAt(0)!.toArray() as Float64Array;
    for (let i = 0; i < values.length; i++) total += values[i]!;
  }
  if (!(total > 0)) throw new Error(`The sum must be over 0; got ${total}`);
  return ((performance.now() - start) * 1e6) / rows;
});
