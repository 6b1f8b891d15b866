/** How many characters have to be put in, taken out or changed; -1 where that is more than the threshold. */
export function levenshtein(a: string, b: string, threshold?: number): number {
  const left = [...a];
  const right = [...b];
  let row = Array.from({ length: right.length + 1 }, (_, j) => j);
  for (let i = 1; i <= left.length; i++) {
    const next = [i];
    for (let j = 1; j <= right.length; j++)
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (left[i - 1] === right[j - 1] ? 0 : 1)));
    row = next;
  }
  const distance = row[right.length]!;
  return threshold !== undefined && distance > threshold ? -1 : distance;
}

/** The Jaro-Winkler similarity of two texts, from 0 to 1: equal beginnings count more. */
export function jaroWinkler(a: string, b: string): number {
  const left = [...a];
  const right = [...b];
  if (left.length === 0 && right.length === 0) return 1;
  const window = Math.max(0, Math.floor(Math.max(left.length, right.length) / 2) - 1);
  const taken = new Set<number>();
  const fromLeft: string[] = [];
  left.forEach((c, i) => {
    for (let j = Math.max(0, i - window); j <= Math.min(right.length - 1, i + window); j++) {
      if (taken.has(j) || right[j] !== c) continue;
      taken.add(j);
      fromLeft.push(c);
      return;
    }
  });
  const matches = fromLeft.length;
  if (matches === 0) return 0;
  const fromRight = right.filter((_, j) => taken.has(j));
  const transpositions = Math.floor(fromLeft.filter((c, i) => c !== fromRight[i]).length / 2);
  const jaro = (matches / left.length + matches / right.length + (matches - transpositions) / matches) / 3;
  let prefix = 0;
  while (prefix < 4 && prefix < left.length && left[prefix] === right[prefix]) prefix++;
  return jaro + prefix * 0.1 * (1 - jaro);
}
