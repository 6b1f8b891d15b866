import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import type { RecordBatch } from 'apache-arrow';
import { tableFromArrays } from 'apache-arrow';
import type { PartitionBatch } from '#lib/engines/engine.js';
import { AnalysisError, ExecutionError } from '#lib/errors.js';
import { foldOptions } from '#lib/io/file-options.js';
import { schemaOf } from '#lib/plan/attribute.js';
import type { WriteRelation } from '#lib/plan/relation.js';
import type { Execution } from '../execute.js';
import type { Physical } from '../physical.js';
import type { QueryRunner } from '../query-runner.js';
import { sparkError } from '../spark-error.js';
import { type Copy, copySql } from '../sql/copy-sql.js';
import type { SqlTools } from '../sql/sql-tools.js';
import { checkPartitions, checkTarget } from './check-write.js';
import { noFormat } from './no-format.js';
import { remotePath } from './remote-path.js';
import { fillFolder } from './target-folder.js';
import { writeBatches } from './write-batches.js';

type Job = (work: (queries: QueryRunner, execution: Execution) => AsyncIterable<PartitionBatch>) => AsyncIterable<PartitionBatch>;

/** Writes the rows of a plan to a folder of files, whole or not at all, and yields one row: how many they were. */
export function writeFiles(node: WriteRelation, input: Physical, tools: SqlTools, job: Job): AsyncIterable<PartitionBatch> {
  return job(async function* (queries, execution) {
    if (remotePath(node.path) !== undefined)
      throw new AnalysisError(
        'UNSUPPORTED_FILE_SYSTEM',
        `A write must be to a folder of this machine; got '${node.path}'. Write there, then copy it.`,
        {
          sqlState: '0A000',
        },
      );
    const target = resolve(node.path.replace(/^file:(?:\/\/)?(?=\/)/, ''));
    const write = writerOf(node, input, tools, queries, execution);
    if (!checkTarget(node, target)) return;
    try {
      const rows = await fillFolder(target, node.mode === 'append', write);
      yield { partition: 0, batch: countBatch(rows) };
    } catch (error) {
      throw writeError(error, target);
    }
  });
}

/** What fills a folder and gives the number of rows. What is wrong with the format or its options is said at once. */
function writerOf(
  node: WriteRelation,
  input: Physical,
  tools: SqlTools,
  queries: QueryRunner,
  execution: Execution,
): (folder: string) => Promise<number> {
  const schema = schemaOf(input.output);
  const partitionBy = checkPartitions(node.partitionBy, schema);
  const options = foldOptions(node.options);
  const format = node.format.toLowerCase();
  const file = `part-00000-${randomUUID()}-c000`;
  switch (format) {
    case 'parquet':
    case 'csv':
    case 'json':
    case 'text': {
      const copy: Copy = { format, options, schema, tools, partitionBy, file };
      copySql(copy, '', '');
      return (folder) => copyRows(copy, input, folder, queries, execution);
    }
    case 'arrow':
    case 'feather':
    case 'libsvm':
      if (partitionBy.length > 0)
        throw new AnalysisError('UNSUPPORTED_FEATURE.PARTITION_BY', `partitionBy must be of parquet, csv, json or text; got ${format}`, {
          sqlState: '0A000',
        });
      return (folder) => writeBatches(format === 'libsvm' ? 'libsvm' : 'arrow', schema, input, folder, file, execution);
    default:
      return noFormat(node.format, 'write');
  }
}

async function copyRows(copy: Copy, input: Physical, folder: string, queries: QueryRunner, execution: Execution): Promise<number> {
  await using connection = queries.connect();
  const table = queries.newTable();
  try {
    let from = `(${input.kind === 'query' ? input.sql : ''})`;
    if (input.kind !== 'query' || input.inputs.length > 0) {
      await queries.load(connection, table, input, execution);
      from = table;
    }
    let rows = 0;
    for await (const batch of connection.stream(copySql(copy, from, folder), { signal: execution.options.signal }))
      rows += Number(batch.getChildAt(0)!.get(0));
    return rows;
  } finally {
    if (execution.options.signal?.aborted !== true) await connection.execute(`DROP TABLE IF EXISTS ${table}`);
  }
}

function writeError(error: unknown, target: string): unknown {
  const known = sparkError(error);
  const code = (error as NodeJS.ErrnoException).code;
  const text = (known instanceof Error ? known.message : String(known)).replace(/^\[[A-Z_.]+\] /, '');
  if (code === undefined && !/No space left|Permission denied|Cannot open file|Could not write/i.test(text)) return known;
  return new ExecutionError(
    'FAILED_WRITE_FILE',
    `'${target}' must be a folder that can be written, with space for the rows: ${text}. Nothing there was changed.`,
    { cause: error, sqlState: '58030' },
  );
}

const countBatch = (rows: number): RecordBatch => tableFromArrays({ count: BigInt64Array.of(BigInt(rows)) }).batches[0]!;
