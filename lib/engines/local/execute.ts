import type { RecordBatch, Schema } from 'apache-arrow';
import { decodeBatches } from '#lib/arrow/ipc.js';
import { selectColumns } from '#lib/arrow/select-columns.js';
import { sliceBatch } from '#lib/arrow/slice-batch.js';
import type { PartitionBatch, RunOptions } from '#lib/engines/engine.js';
import { schemaOf } from '#lib/plan/attribute.js';
import type { Attribute } from '#lib/plan/expression.js';
import { toArrowSchema } from '#lib/types/arrow.js';
import { lightBatch } from '#lib/workers/light-column.js';
import type { WorkerPool } from '#lib/workers/pool.js';
import type { Light } from '#lib/workers/stage.js';
import type { CacheRegistry } from './cache/cache-registry.js';
import { coalesce } from './exchange/coalesce.js';
import { deal } from './exchange/deal.js';
import { repartitionEven } from './exchange/repartition-even.js';
import { splitByColumn } from './exchange/split-by-column.js';
import { partitionsOf } from './partitions-of.js';
import type { Physical, PhysicalConcat, PhysicalExchange, PhysicalLimit, PhysicalStage } from './physical.js';
import type { QueryRunner } from './query-runner.js';

/** What running a plan uses. */
export interface Execution {
  readonly queries: QueryRunner;
  readonly pool: WorkerPool;
  readonly caches: CacheRegistry;
  readonly parallelism: number;
  readonly options: RunOptions;
  /** Hears what tasks report. */
  readonly onReport: (message: unknown) => void;
}

/** The rows of a physical plan, by partition; pull-driven. */
export function execute(node: Physical, execution: Execution): AsyncIterable<PartitionBatch> {
  switch (node.kind) {
    case 'query':
      return deal(execution.queries.run(node, execution), execution.parallelism);
    case 'rows':
      return deal(named(decodeBatches(node.relation.data).batches, node.output), execution.parallelism);
    case 'cached':
      return execution.caches.read(node.relation, node.output);
    case 'stage':
      return executeStage(node, execution);
    case 'project':
      return project(execute(node.child, execution), node.columns, toArrowSchema(schemaOf(node.output)));
    case 'limit':
      return limit(execute(node.child, execution), node);
    case 'concat':
      return concat(node, execution);
    case 'exchange':
      return exchange(node, execution);
  }
}

function executeStage(node: PhysicalStage, execution: Execution): AsyncIterable<PartitionBatch> {
  const { signal, description } = execution.options;
  const input = node.input === undefined ? undefined : execute(node.input, execution);
  const partitions = partitionsOf(node, execution);
  return execution.pool.runStage(node.stage, input, {
    partitions,
    interleaved: node.input?.kind !== 'cached',
    onReport: execution.onReport,
    ...(signal && { signal }),
    ...(description !== undefined && { description }),
  });
}

async function* project(input: AsyncIterable<PartitionBatch>, columns: readonly Light[], schema: Schema): AsyncGenerator<PartitionBatch> {
  for await (const { partition, batch } of input) yield { partition, batch: lightBatch(batch, columns, schema) };
}

async function* limit(input: AsyncIterable<PartitionBatch>, node: PhysicalLimit): AsyncGenerator<PartitionBatch> {
  let skip = node.offset ?? 0;
  let left = node.limit ?? Infinity;
  if (left === 0) return;
  for await (const { partition, batch } of input) {
    const from = Math.min(skip, batch.numRows);
    skip -= from;
    const rows = Math.min(batch.numRows - from, left);
    if (rows > 0) yield { partition, batch: rows === batch.numRows ? batch : sliceBatch(batch, from, rows) };
    left -= rows;
    if (left <= 0) return;
  }
}

/** The partitions of the second come after those of the first. */
async function* concat(node: PhysicalConcat, execution: Execution): AsyncGenerator<PartitionBatch> {
  const schema = toArrowSchema(schemaOf(node.output));
  const all = node.output.map((_, i) => i);
  const offset = partitionsOf(node.left, execution);
  for await (const { partition, batch } of execute(node.left, execution)) yield { partition, batch: selectColumns(batch, all, schema) };
  for await (const { partition, batch } of execute(node.right, execution))
    yield { partition: offset + partition, batch: selectColumns(batch, all, schema) };
}

function exchange(node: PhysicalExchange, execution: Execution): AsyncIterable<PartitionBatch> {
  const input = execute(node.child, execution);
  switch (node.how) {
    case 'even':
      return repartitionEven(batchesOf(input), node.partitions);
    case 'merge':
      return coalesce(input, partitionsOf(node.child, execution), node.partitions);
    case 'keyed':
      return splitByColumn(batchesOf(input), node.output.length, node.partitions);
  }
}

async function* batchesOf(input: AsyncIterable<PartitionBatch>): AsyncGenerator<RecordBatch> {
  for await (const { batch } of input) yield batch;
}

async function* named(batches: Iterable<RecordBatch>, output: readonly Attribute[]): AsyncGenerator<RecordBatch> {
  const schema = toArrowSchema(schemaOf(output));
  const all = output.map((_, i) => i);
  for (const batch of batches) yield selectColumns(batch, all, schema);
}
