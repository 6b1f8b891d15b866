import type { RecordBatch } from 'apache-arrow';
import { batchBytes } from '#lib/arrow/batch-bytes.js';
import { concatBatches } from '#lib/arrow/concat-batches.js';
import type { PartitionBatch } from '#lib/engines/engine.js';

/** A partition's pieces become a batch when they have so many bytes … */
const BATCH_BYTES = 2 * 2 ** 20;
/** … and all of them when the pieces of all partitions have so many. */
const ALL_BYTES = 64 * 2 ** 20;

interface Buffer {
  pieces: RecordBatch[];
  bytes: number;
}

/** Joins the small pieces that partitions get into batches that are worth sending. Rows of a partition keep their order. */
export class PartitionBuffers {
  readonly #buffers: Buffer[];
  #bytes = 0;

  constructor(partitions: number) {
    this.#buffers = Array.from({ length: partitions }, () => ({ pieces: [], bytes: 0 }));
  }

  /** Adds a piece; gives the batches that are full now. */
  *add(partition: number, piece: RecordBatch): Generator<PartitionBatch> {
    if (piece.numRows === 0) return;
    const buffer = this.#buffers[partition]!;
    const bytes = batchBytes(piece);
    buffer.pieces.push(piece);
    buffer.bytes += bytes;
    this.#bytes += bytes;
    if (buffer.bytes >= BATCH_BYTES) yield this.#take(partition, buffer);
    else if (this.#bytes >= ALL_BYTES) yield* this.rest();
  }

  /** What is left, partition by partition. */
  *rest(): Generator<PartitionBatch> {
    for (const [partition, buffer] of this.#buffers.entries()) if (buffer.pieces.length > 0) yield this.#take(partition, buffer);
  }

  #take(partition: number, buffer: Buffer): PartitionBatch {
    const batch = concatBatches(buffer.pieces[0]!.schema, buffer.pieces);
    this.#bytes -= buffer.bytes;
    buffer.pieces = [];
    buffer.bytes = 0;
    return { partition, batch };
  }
}
