// Runs the records that the parent process sends, one after the other, on one session, and answers how each differs.
import { SparkSession } from '#lib/session/spark-session.js';
import { hang } from './difference.js';
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
  const signal = AbortSignal.timeout(timeout);
  void runRecord(spark, record, signal).then((answer) => {
    const cancelled = signal.aborted && answer.error !== undefined;
    process.send!({ difference: cancelled ? hang(timeout) : judge(record, answer) });
  });
});
process.once('disconnect', () => void spark.stop());
process.send!('ready');
