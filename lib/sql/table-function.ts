import { didYouMean } from '#lib/nearest-name.js';
import { isGenerator } from '#lib/plan/analyze/generate.js';
import type { Call } from '#lib/plan/expression.js';
import type * as plan from '#lib/plan/relation.js';
import { relation, type Relation } from '#lib/plan/relation.js';
import { constantOf } from './constant.js';
import type { Token } from './token.js';
import type { TokenStream } from './token-stream.js';

const NAMES = [
  'range',
  'explode',
  'explode_outer',
  'posexplode',
  'posexplode_outer',
  'inline',
  'inline_outer',
  'stack',
  'json_tuple',
  'variant_explode',
  'variant_explode_outer',
];

/** The rows of a function in FROM: `range(10)`, or a generator over `child`. */
export function tableFunction(e: Call, child: Relation, tokens: TokenStream, at: Token): Relation {
  if (e.fn === 'range') return rangeRelation(e, tokens, at);
  if (isGenerator(e)) return relation<plan.GenerateRelation>({ kind: 'generate', child, generator: e, outer: false });
  return tokens.fail(
    `'${e.fn}' must be a function that gives rows.${didYouMean(e.fn, NAMES)}`,
    at,
    'UNRESOLVABLE_TABLE_VALUED_FUNCTION',
    '42883',
  );
}

function rangeRelation(e: Call, tokens: TokenStream, at: Token): Relation {
  const values = e.args.map(constantOf);
  const [a, b, step = 1, partitions] = values;
  if (a === undefined || values.includes(undefined) || values.length > 4 || step === 0)
    tokens.fail('range must have constant whole numbers: range(end) or range(start, end, step, partitions), with a step that is not 0', at);
  const [start, end] = b === undefined ? [0, a] : [a, b];
  const node = relation<plan.RangeRelation>({ kind: 'range', start: BigInt(start), end: BigInt(end), step: BigInt(step) });
  return partitions === undefined
    ? node
    : relation<plan.RepartitionRelation>({ kind: 'repartition', child: node, keys: [], shuffle: false, partitions });
}
