import type { RecordBatch } from 'apache-arrow';
import { takeRows } from '#lib/arrow/take-rows.js';
import type { PartitionBatch } from '#lib/engines/engine.js';
import { ExecutionError } from '#lib/errors.js';
import { PartitionBuffers } from './partition-buffers.js';
import { withoutColumn } from './without-column.js';

/**
 * Sends each row to the partition that its integer in column `index` names, and drops that column. Rows of a partition
 * keep their order; partitions come mixed.
 */
export async function* splitByColumn(input: AsyncIterable<RecordBatch>, index: number, partitions: number): AsyncGenerator<PartitionBatch> {
  const buffers = new PartitionBuffers(partitions);
  for await (const batch of input) {
    const rest = withoutColumn(batch, index);
    for (const [partition, rows] of rowsByPartition(batch, index, partitions).entries()) {
      if (rows.length === batch.numRows) yield* buffers.add(partition, rest);
      else if (rows.length > 0) yield* buffers.add(partition, takeRows(rest, rows));
    }
  }
  yield* buffers.rest();
}

/** The rows of each partition: counted first, then filled in. */
function rowsByPartition(batch: RecordBatch, index: number, partitions: number): Int32Array[] {
  const column = batch.getChildAt(index)!;
  const targets = new Int32Array(batch.numRows);
  const counts = new Int32Array(partitions);
  for (let row = 0; row < targets.length; row++) {
    const target = Number(column.get(row) ?? -1);
    if (!Number.isInteger(target) || target < 0 || target >= partitions) {
      throw new ExecutionError(
        'INTERNAL_ERROR',
        `A row's partition must be an integer from 0 to ${partitions - 1}; it is ${String(column.get(row))}`,
      );
    }
    targets[row] = target;
    counts[target]!++;
  }
  const rows = Array.from(counts, (count) => new Int32Array(count));
  counts.fill(0);
  for (let row = 0; row < targets.length; row++) rows[targets[row]!]![counts[targets[row]!]!++] = row;
  return rows;
}
