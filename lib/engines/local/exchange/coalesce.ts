import type { PartitionBatch } from '#lib/engines/engine.js';

/** Merges neighbours: `from` partitions become `to`, as even as can be, and no row moves past another. More than there are, there will not be. */
export async function* coalesce(input: AsyncIterable<PartitionBatch>, from: number, to: number): AsyncGenerator<PartitionBatch> {
  for await (const { partition, batch } of input) yield { partition: to >= from ? partition : mergedInto(partition, from, to), batch };
}

/** Group g is made of the partitions from g * from / to to the next one's first. */
const mergedInto = (partition: number, from: number, to: number): number => Math.floor(((partition + 1) * to - 1) / from);
