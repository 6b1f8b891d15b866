import type { SampleRelation } from '#lib/plan/relation.js';

/**
 * Rows by the draw that the seed gives to their position: the same rows for the same seed and order, and splits that share
 * a seed have no row in common. With replacement a row comes as often as Poisson's law says.
 */
export function sampleSql(node: SampleRelation, columns: readonly string[], from: string): string {
  // 53 bits of the hash of (seed, position) as a number from [0, 1)
  const draw = `((hash(${node.seed}::BIGINT, row_number() OVER ()) >> 11)::DOUBLE / 9007199254740992)`;
  const drawn = `SELECT *, ${draw} AS draw FROM ${from}`;
  const kept = columns.join(', ');
  if (!node.withReplacement) return `SELECT ${kept} FROM (${drawn}) WHERE draw >= ${node.lower} AND draw < ${node.upper}`;
  const copies = `len(list_filter([${poissonSteps(node.upper - node.lower).join(', ')}]::DOUBLE[], step -> step <= draw))`;
  return `SELECT ${kept} FROM (SELECT *, unnest(range(${copies})) AS copy FROM (${drawn}))`;
}

/** The cumulated probabilities of 0, 1, 2, … events at a mean: a draw above the k-th means more than k. */
function poissonSteps(mean: number): number[] {
  const steps: number[] = [];
  for (let k = 0, p = Math.exp(-mean), sum = p; sum < 1 - 1e-15 && k < 1000; k++, p *= mean / k, sum += p) steps.push(sum);
  return steps;
}
