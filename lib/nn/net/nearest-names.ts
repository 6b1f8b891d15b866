/** The `count` names that are most like `wanted`, best first: those with few edits to it, counted without case. */
export function nearestNames(wanted: string, names: Iterable<string>, count = 5): string[] {
  const target = wanted.toLowerCase();
  const ranked = [...new Set(names)].map((name) => ({ name, distance: likeness(target, name.toLowerCase()) }));
  return ranked.sort((a, b) => a.distance - b.distance).slice(0, count).map(({ name }) => name);
}

/** Edits, with a name that holds the other one (`Flatten` in `/Flatten_output_0`) before all that do not. */
function likeness(a: string, b: string): number {
  const edits = editDistance(a, b);
  return a !== '' && (b.includes(a) || a.includes(b)) ? edits / 1e4 : edits;
}

/** Levenshtein's distance: insertions, deletions and replacements that turn `a` into `b`. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      row.push(Math.min(previous[j]! + 1, row[j - 1]! + 1, previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    previous = row;
  }
  return previous[b.length]!;
}
