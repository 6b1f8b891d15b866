// Runs the records that the parent process sends, one after the other, on one session, and answers how each differs.
import { SparkSession } from '#lib/session/spark-session.js';
import type { GoldenRecord } from './golden-record.js';
import { judge } from './judge.js';
import { runRecord } from './run-record.js';

/** A record to run, and the milliseconds after which it is cancelled. */
export interface RecordMessage {
  readonly record: GoldenRecord;
  readonly timeout: number;
}

const spark = await SparkSession.builder.master('local[2]').config('spark.sql.session.timeZone', 'UTC').getOrCreate();

process.on('message', ({ record, timeout }: RecordMessage) => {
  void runRecord(spark, record, AbortSignal.timeout(timeout)).then((answer) => process.send!({ difference: judge(record, answer) }));
});
process.once('disconnect', () => void spark.stop());
process.send!('ready');
