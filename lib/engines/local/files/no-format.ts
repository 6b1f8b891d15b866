import { AnalysisError } from '#lib/errors.js';

const READ = 'parquet, csv, json, text, binaryFile, image, arrow and libsvm';
const WRITTEN = 'parquet, csv, json, text, arrow and libsvm';

/** Formats of Spark's that are not read here, and the way out of each. */
const WAYS: Readonly<Record<string, string>> = {
  orc: 'DuckDB reads no ORC. Write it as parquet where it is made: spark.read.orc(…).write.parquet(…).',
  avro: 'Write it as parquet where it is made: spark.read.format("avro").load(…).write.parquet(…).',
  xml: 'Make it json or parquet first.',
  delta: 'Its newest files are parquet: read them by name, or run on a Spark cluster that has Delta Lake.',
  iceberg: 'Its files are parquet: read them by name, or run on a Spark cluster that has Iceberg.',
  hudi: 'Its files are parquet: read them by name, or run on a Spark cluster that has Hudi.',
  jdbc: "Give option('url', 'jdbc:sqlite:FILE') or 'jdbc:postgresql://…' and option('dbtable', NAME) to read; to write, write parquet and load that.",
  kafka: 'A stream of Kafka is read on a Spark cluster.',
};

/** Throws that a format is none of ours. */
export function noFormat(format: string, verb: 'read' | 'write'): never {
  const way = WAYS[format.toLowerCase().replace(/^com\.databricks\.spark\./, '')] ?? 'Check its name.';
  throw new AnalysisError(
    'DATA_SOURCE_NOT_FOUND',
    `The format to ${verb} must be one of ${verb === 'read' ? READ : WRITTEN}; got '${format}'. ${way}`,
    { sqlState: '42K02' },
  );
}
