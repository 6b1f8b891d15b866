import type { Difference } from './difference.js';
import type { GoldenRecord } from './golden-record.js';
import { type Result, groupedBy, isCounted, tally, tallyText } from './tally.js';

/** How many kinds of difference the summary lists. */
const KINDS = 20;
/** Longer lines are cut. */
const WIDTH = 400;

/** The block of a record that differs: its statement, and how. */
export function differenceText({ sql, fn }: GoldenRecord, { lines }: Difference): string {
  const head = `${fn === undefined ? '' : `${fn}: `}${sql.replace(/\s+/g, ' ')}`;
  return [head, ...lines.map((line) => `  ${line.replaceAll('\n', ' ')}`)].map((line) => cut(line)).join('\n');
}

/** Figures of each class, the most frequent kinds of difference, and the line that ends the run. */
export function summaryText(results: readonly Result[]): string {
  const counted = results.filter(isCounted);
  const run = results.filter((result) => !isCounted(result));
  const classes = groupedBy(counted, (record) => record.class ?? 'no class');
  const width = Math.max(0, ...classes.map(([name]) => name.length));
  const only = run.length === 0 ? [] : [`not deterministic, only run: ${tallyText(tally(run))} ran`];
  return [
    ...classes.map(([name, group]) => `${name.padEnd(width)}  ${tallyText(tally(group))}`),
    ...only,
    ...kindLines(results),
    `agree ${tallyText(tally(counted))}`,
  ].join('\n');
}

function kindLines(results: readonly Result[]): string[] {
  const kinds = new Map<string, string[]>();
  for (const { record, difference } of results)
    if (difference !== undefined) kinds.set(difference.kind, [...(kinds.get(difference.kind) ?? []), record.fn ?? record.sql.slice(0, 40)]);
  const most = [...kinds].sort(([, a], [, b]) => b.length - a.length).slice(0, KINDS);
  if (most.length === 0) return [];
  const families = new Map<string, number>();
  for (const [kind, names] of kinds) families.set(familyOf(kind), (families.get(familyOf(kind)) ?? 0) + names.length);
  const sums = [...families].sort(([, a], [, b]) => b - a).map(([family, count]) => `${count} ${family}`);
  const lines = most.map(([kind, names]) => cut(`${String(names.length).padStart(5)}  ${kind}  (${[...new Set(names)].join(', ')})`, 160));
  return ['', `differences: ${sums.join(', ')}`, `most frequent of ${kinds.size} kinds:`, ...lines, ''];
}

/** A kind without what it is about: its condition. */
const familyOf = (kind: string): string => kind.split(': ')[0]!;

const cut = (line: string, width = WIDTH): string => (line.length <= width ? line : `${line.slice(0, width - 1)}…`);
