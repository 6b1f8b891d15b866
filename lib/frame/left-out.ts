import { AnalysisError } from '#lib/errors.js';

/** Members of Spark that Kindling leaves out, by name, each with what to use in its place. */
export type LeftOut = Readonly<Record<string, string>>;

/** Gives a class a member for each of Spark's that is left out, which throws NOT_IMPLEMENTED with what to use in its place. */
export function leaveOut(type: { readonly name: string; readonly prototype: object }, members: LeftOut, on: object = type.prototype): void {
  for (const [member, instead] of Object.entries(members))
    Object.defineProperty(on, member, {
      configurable: true,
      get(): never {
        throw new AnalysisError('NOT_IMPLEMENTED', `${type.name}.${member} is left out of Kindling. ${instead}`, { sqlState: '0A000' });
      },
    });
}

const STREAMS = 'Streams are not part of DataFrames here: read the files there are with spark.read.';
const PANDAS = 'There is no pandas in JavaScript:';
const LAKES = 'Kindling has no table formats with transactions: write files with df.write.';

/** What a DataFrame lacks. */
export const FRAME_LEFT_OUT: LeftOut = {
  rdd: 'There are no RDDs: use mapInArrow(), foreachPartition(), toLocalIterator() or a udf().',
  toPandas: `${PANDAS} use toArrow(), toDanfo() or collect().`,
  pandas_api: `${PANDAS} use toDanfo().`,
  pandasApi: `${PANDAS} use toDanfo().`,
  mapInPandas: `${PANDAS} use mapInArrow().`,
  plot: 'Draw the rows of collect() or toArrow() with a library for charts.',
  writeStream: STREAMS,
  withWatermark: STREAMS,
  dropDuplicatesWithinWatermark: `${STREAMS} Use dropDuplicates().`,
  writeTo: LAKES,
  mergeInto: LAKES,
  metadataColumn: 'Files have no metadata columns here: spark.read.binaryFile() gives paths and lengths.',
  asTable: 'There are no user-defined table functions: use mapInArrow().',
  executionInfo: 'Use explain() for the plan; time is what the program measures.',
  nearestByJoin: 'Use crossJoin() with a distance, a window and row_number().',
  repartitionById: 'Use repartition(n, column).',
  zip: 'Rows of different DataFrames have no common order: join them on a key (zipWithIndex() makes one).',
};

/** What GroupedData lacks. */
export const GROUPS_LEFT_OUT: LeftOut = {
  apply: `${PANDAS} use applyInArrow().`,
  applyInPandas: `${PANDAS} use applyInArrow().`,
  applyInPandasWithState: STREAMS,
  transformWithState: STREAMS,
  transformWithStateInPandas: STREAMS,
};
