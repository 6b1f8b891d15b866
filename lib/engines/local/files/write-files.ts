import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { RecordBatch } from 'apache-arrow';
import { tableFromArrays } from 'apache-arrow';
import type { PartitionBatch } from '#lib/engines/engine.js';
import { AnalysisError, ExecutionError } from '#lib/errors.js';
import { makeFolder } from '#lib/make-folder.js';
import { schemaOf } from '#lib/plan/attribute.js';
import type { WriteRelation } from '#lib/plan/relation.js';
import type { Execution } from '../execute.js';
import type { Physical } from '../physical.js';
import type { QueryRunner } from '../query-runner.js';
import { sparkError } from '../spark-error.js';
import { copySql } from '../sql/copy-sql.js';

type Job = (work: (queries: QueryRunner, execution: Execution) => AsyncIterable<PartitionBatch>) => AsyncIterable<PartitionBatch>;

/**
 * Writes the rows of a plan to a folder of files and yields one row: how many they were. The files are made in a folder
 * beside the target, which takes its place only when all are whole.
 */
export function writeFiles(node: WriteRelation, input: Physical, job: Job): AsyncIterable<PartitionBatch> {
  return job(async function* (queries, execution) {
    const target = resolve(node.path);
    if (existsSync(target)) {
      if (node.mode === 'ignore') return;
      if (node.mode === 'error')
        throw new AnalysisError(
          'PATH_ALREADY_EXISTS',
          `Path '${target}' exists already. Write with mode('overwrite') or mode('append'), or to another path.`,
          { sqlState: '42K04' },
        );
    }
    const scratch = join(dirname(target), `.${basename(target)}-${randomUUID()}`);
    await makeFolder(dirname(target));
    try {
      await mkdir(scratch);
      const rows = await copy(node, input, scratch, queries, execution);
      await writeFile(join(scratch, '_SUCCESS'), '');
      if (node.mode === 'append' && existsSync(target)) await moveInto(scratch, target);
      else await replace(scratch, target);
      yield { partition: 0, batch: countBatch(rows) };
    } catch (error) {
      throw writeError(error, target);
    } finally {
      if (existsSync(scratch)) await rm(scratch, { recursive: true });
    }
  });
}

async function copy(node: WriteRelation, input: Physical, folder: string, queries: QueryRunner, execution: Execution): Promise<number> {
  await using connection = queries.connect();
  const table = queries.newTable();
  try {
    const schema = schemaOf(input.output);
    let from = `(${input.kind === 'query' ? input.sql : ''})`;
    if (input.kind !== 'query' || input.inputs.length > 0) {
      await queries.load(connection, table, input, execution);
      from = table;
    }
    let rows = 0;
    for await (const batch of connection.stream(copySql(node, schema, from, folder), { signal: execution.options.signal }))
      rows += Number(batch.getChildAt(0)!.get(0));
    return rows;
  } finally {
    if (execution.options.signal?.aborted !== true) await connection.execute(`DROP TABLE IF EXISTS ${table}`);
  }
}

/** The new folder takes the old one's place; the old one goes only after that. */
async function replace(scratch: string, target: string): Promise<void> {
  if (!existsSync(target)) return rename(scratch, target);
  const old = `${scratch}-old`;
  await rename(target, old);
  try {
    await rename(scratch, target);
  } catch (error) {
    await rename(old, target);
    throw error;
  }
  await rm(old, { recursive: true, force: true });
}

async function moveInto(scratch: string, target: string): Promise<void> {
  for (const entry of await readdir(scratch, { withFileTypes: true })) {
    if (entry.isDirectory()) {
      await mkdir(join(target, entry.name), { recursive: true });
      await moveInto(join(scratch, entry.name), join(target, entry.name));
    } else await rename(join(scratch, entry.name), join(target, entry.name));
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
