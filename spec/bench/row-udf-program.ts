// row-udf-program ROWS [parquet]: nanoseconds a row of a function called for each of so many doubles, in two workers. They are
// computed as they are read, or lie in a parquet file that is written before.
import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { col, SparkSession, udf } from 'kindling';
import { atExit } from './at-exit.js';
import { serve } from './serve.js';

const rows = Number(process.argv[2]);
await using spark = await SparkSession.builder.master('local[2]').getOrCreate();
const twice = udf((value: number) => 2 * value + 1, 'double');
const computed = spark.range(rows).selectExpr('CAST(id AS DOUBLE) / 3 AS x');
const doubles = process.argv[3] === 'parquet' ? await stored() : computed;
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

async function stored(): Promise<typeof computed> {
  const folder = await mkdtemp(path.join(tmpdir(), 'kindling-bench-'));
  atExit(() => rmSync(folder, { recursive: true, force: true }));
  await computed.write.parquet(path.join(folder, 'doubles'));
  return spark.read.parquet(path.join(folder, 'doubles'));
}
