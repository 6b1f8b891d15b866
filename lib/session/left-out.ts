import type { LeftOut } from '#lib/frame/left-out.js';

const FILES = 'Kindling runs in this process: its functions reach the files and packages that the program does.';
const STREAMS = 'Streams are not part of DataFrames here: read the files there are with spark.read.';
const PROGRESS = 'Long work shows its progress on a terminal by itself.';

/** What a SparkSession lacks. */
export const SESSION_LEFT_OUT: LeftOut = {
  sparkContext: 'There are no RDDs: use spark.range() or spark.createDataFrame().',
  addArtifact: FILES,
  addArtifacts: FILES,
  copyFromLocalToFs: FILES,
  client: 'There is no Spark Connect server behind this session: use spark.engine.',
  dataSource: 'Read other formats into rows or Arrow, and pass them to spark.createDataFrame().',
  profile: "Use Node's profiler: node --cpu-prof.",
  readStream: STREAMS,
  streams: STREAMS,
  registerProgressHandler: PROGRESS,
  removeProgressHandler: PROGRESS,
  clearProgressHandlers: PROGRESS,
  tvf: 'Use spark.range(), functions such as explode() in select(), or spark.sql() with LATERAL VIEW.',
  udtf: 'There are no user-defined table functions: use mapInArrow(), or a udf() that gives an array and explode().',
};

/** What a Builder lacks. */
export const BUILDER_LEFT_OUT: LeftOut = {
  enableHiveSupport: 'There is no Hive: read files with spark.read, and name them with createOrReplaceTempView().',
  remote: 'Sessions run in this process: use master().',
};

/** What a Catalog lacks. */
const TABLES =
  'There are no stored tables: write files with df.write, read them with spark.read, and name them with createOrReplaceTempView().';
const DATABASES = "There is one database, 'default'.";
export const CATALOG_LEFT_OUT: LeftOut = {
  analyzeTable: TABLES,
  createDatabase: DATABASES,
  createExternalTable: TABLES,
  createTable: TABLES,
  dropDatabase: DATABASES,
  dropTable: `${TABLES} dropTempView() forgets a view.`,
  dropView: `${TABLES} dropTempView() forgets a view.`,
  getCreateTableString: TABLES,
  getTableProperties: TABLES,
  listPartitions: TABLES,
  recoverPartitions: TABLES,
  refreshByPath: 'Cached rows are read anew with refreshTable() of their view, or unpersist().',
  registerFunction: 'Use spark.udf.register().',
  truncateTable: TABLES,
};

/** What the registration of functions lacks. */
export const UDF_LEFT_OUT: LeftOut = {
  registerJavaFunction: 'There is no Java virtual machine: register() takes a JavaScript function.',
  registerJavaUDAF: 'There is no Java virtual machine: use groupBy().applyInArrow().',
};
