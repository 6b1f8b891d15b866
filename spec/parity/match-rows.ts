import { inspect } from 'node:util';

type Row = readonly unknown[];

/** The rows of each side that have no partner. */
export interface Unmatched {
  readonly expected: readonly Row[];
  readonly got: readonly Row[];
}

/**
 * Pairs the rows of two multisets that are the same, so that as few as can be stay alone. Rows with the same text pair first,
 * then what is left in the order of its text, which pairs rows whose doubles differ by rounding; what still does not fit is
 * matched by augmenting paths.
 */
export function unmatchedRows(expected: readonly Row[], got: readonly Row[], same: (a: Row, b: Row) => boolean): Unmatched {
  const left = withoutEqual(expected, got);
  const right = withoutEqual(got, expected);
  if (left.length === right.length && left.every((row, i) => same(row, right[i]!))) return { expected: [], got: [] };
  return matched(left, right, same);
}

/** The text of a row; zeros tell their sign, unlike in JSON. */
export const rowText = (row: unknown): string =>
  inspect(row, { depth: null, breakLength: Infinity, maxArrayLength: null, maxStringLength: null });

/** The rows that `others` do not have as often, by their text and in its order. */
function withoutEqual(rows: readonly Row[], others: readonly Row[]): Row[] {
  const counts = new Map<string, number>();
  for (const row of others) counts.set(rowText(row), (counts.get(rowText(row)) ?? 0) + 1);
  return rows
    .map((row) => ({ row, text: rowText(row) }))
    .filter(({ text }) => {
      const count = counts.get(text) ?? 0;
      counts.set(text, count - 1);
      return count <= 0;
    })
    .sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0))
    .map(({ row }) => row);
}

/** A greatest matching (Kuhn). */
function matched(left: readonly Row[], right: readonly Row[], same: (a: Row, b: Row) => boolean): Unmatched {
  const partnerOf = new Map<number, number>();
  const augment = (i: number, seen: Set<number>): boolean =>
    right.some((row, j) => {
      if (seen.has(j) || !same(left[i]!, row)) return false;
      seen.add(j);
      const partner = partnerOf.get(j);
      if (partner !== undefined && !augment(partner, seen)) return false;
      partnerOf.set(j, i);
      return true;
    });
  const expected = left.filter((_, i) => !augment(i, new Set()));
  return { expected, got: right.filter((_, j) => !partnerOf.has(j)) };
}
