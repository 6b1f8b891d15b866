import { SparkSession } from '#lib/session/spark-session.js';

/** What `initNNContext` takes. */
export interface NNContextOptions {
  /** `local[n]` or `local[*]` (the default). */
  master?: string;
  appName?: string;
  /** Further settings, as for `SparkSession.builder.config`. */
  conf?: Readonly<Record<string, string | number | boolean>>;
}

/** A session ready for networks, whose workers start while the program goes on; the one that runs, if one does. Analytics Zoo's `init_nncontext`. */
export async function initNNContext({
  master = 'local[*]',
  appName = 'kindling',
  conf = {},
}: NNContextOptions = {}): Promise<SparkSession> {
  const spark = await SparkSession.builder.master(master).appName(appName).config(conf).getOrCreate();
  spark.warm();
  return spark;
}
