import type { Difference } from './difference.js';
import type { GoldenRecord } from './golden-record.js';

/** A record that was run, and how its answer differs, where it does. */
export interface Result {
  readonly record: GoldenRecord;
  readonly difference: Difference | undefined;
}

export interface Tally {
  readonly agree: number;
  readonly of: number;
}

/** Whether a record is compared by value, and so counted; the others are only run. */
export const isCounted = ({ record }: Result): boolean => record.deterministic !== false;

export const tally = (results: readonly Result[]): Tally => ({
  agree: results.filter(({ difference }) => difference === undefined).length,
  of: results.length,
});

/** `12 of 13 (92.3 %)`; never 100.0 % where one differs. */
export function tallyText({ agree, of }: Tally): string {
  const percent = of === 0 ? '' : ` (${(Math.floor((agree / of) * 1000) / 10).toFixed(1)} %)`;
  return `${agree} of ${of}${percent}`;
}

/** The results by a name, in the order of the names. */
export function groupedBy(results: readonly Result[], name: (record: GoldenRecord) => string): [name: string, results: Result[]][] {
  const groups = new Map<string, Result[]>();
  for (const result of results) {
    const key = name(result.record);
    groups.set(key, [...(groups.get(key) ?? []), result]);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
}
