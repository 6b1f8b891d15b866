import type { ListedFile } from './list-files.js';

/** What a file takes beside its bytes: a picture's tensor and the net that sees it cost the same, however large its file is. */
const PER_FILE = 256 * 1024;

/** Files in at least `partitions` groups of neighbours (as many as there are files at most), of about as much work each. */
export function splitFiles(files: readonly ListedFile[], partitions: number): ListedFile[][] {
  const groups = Math.min(Math.max(1, partitions), files.length);
  const weights = files.map((file) => file.bytes + PER_FILE);
  const total = weights.reduce((a, b) => a + b, 0);
  const split: ListedFile[][] = Array.from({ length: groups }, () => []);
  let before = 0;
  let group = 0;
  files.forEach((file, i) => {
    const left = files.length - i;
    const wanted = Math.floor(((before + weights[i]! / 2) / total) * groups);
    // every group gets a file, also where one file outweighs all others
    if (split[group]!.length > 0 && group < groups - 1 && (wanted > group || left <= groups - 1 - group)) group++;
    split[group]!.push(file);
    before += weights[i]!;
  });
  return split;
}
