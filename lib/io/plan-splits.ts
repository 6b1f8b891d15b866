import type { DataFile } from './data-files.js';
import type { FileSplit } from './file-source.js';

/** What opening a file costs, in bytes that could be read meanwhile; Spark's figure. */
const OPEN = 4 * 2 ** 20;
const MOST = 128 * 2 ** 20;

/**
 * The parts of files that make each partition, as Spark packs them: parts of at most 128 MiB, smaller where there would be
 * fewer than `parallelism`, in the order of the files.
 */
export function planSplits(files: readonly DataFile[], { parallelism, splittable, values }: SplitPlan): FileSplit[][] {
  const total = files.reduce((sum, file) => sum + file.bytes + OPEN, 0);
  const size = Math.min(MOST, Math.max(OPEN, Math.ceil(total / parallelism)));
  const parts = files.flatMap((file) => {
    const given = values(file);
    if (!splittable(file) || file.bytes <= size) return [{ path: file.path, from: 0, to: Infinity, values: given, bytes: file.bytes }];
    const pieces = Math.ceil(file.bytes / size);
    return Array.from({ length: pieces }, (_, i) => {
      const to = i === pieces - 1 ? Infinity : (i + 1) * size;
      return { path: file.path, from: i * size, to, values: given, bytes: Math.min(size, file.bytes - i * size) };
    });
  });
  const partitions: FileSplit[][] = [];
  let filled = Infinity;
  for (const { bytes, ...split } of parts) {
    if (filled + bytes > size) {
      partitions.push([]);
      filled = 0;
    }
    partitions.at(-1)!.push(split);
    filled += bytes + OPEN;
  }
  return partitions;
}

export interface SplitPlan {
  readonly parallelism: number;
  splittable(file: DataFile): boolean;
  /** The raw values that a file's folders give. */
  values(file: DataFile): readonly unknown[];
}
