import { sharedMemory } from '#lib/arrow/shared-memory.js';
import { closeSync, openSync, readSync } from 'node:fs';
import type { RecordBatch } from 'apache-arrow';
import { decodeBatches } from '#lib/arrow/ipc.js';
import { fromPortable } from './portable-batch.js';
import { ExecutionError } from '#lib/errors.js';
import type { KeptBatch, PartitionHandle } from './partition-handle.js';
import type { Partition } from './task.js';

/** The rows behind a handle, as often as they are asked for. What is in memory is not copied; what is in a file is read one batch at a time. */
export function openPartition(handle: PartitionHandle): Partition {
  return {
    index: handle.index,
    rows: handle.rows,
    *batches() {
      for (const kept of handle.batches) yield openBatch(kept);
    },
  };
}

/** One kept batch. Throws where its file is gone or cut short. */
export function openBatch(kept: KeptBatch): RecordBatch {
  if (kept.kind === 'memory') return fromPortable(kept.batch);
  const bytes = new Uint8Array(sharedMemory(kept.length));
  const file = openSync(kept.path, 'r');
  try {
    const read = readSync(file, bytes, 0, kept.length, kept.offset);
    if (read !== kept.length) {
      throw new ExecutionError(
        'CACHE_FILE_DAMAGED',
        `${kept.path} must have ${kept.length} bytes at ${kept.offset}; it has ${read}. Run again without the cached rows (unpersist).`,
      );
    }
  } finally {
    closeSync(file);
  }
  return decodeBatches(bytes).batches[0]!;
}
