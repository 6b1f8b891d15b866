import { AnalysisError } from '#lib/errors.js';
import { attribute } from '../attribute.js';
import type { Attribute, Call, Expression } from '../expression.js';
import { expressionKey } from '../expression-key.js';
import { mapParts } from '../map-expression.js';
import { showExpression } from '../show-expression.js';
import type { Analysis } from './resolve.js';

/** The sets of ROLLUP over groups of places: all of them, then one less from the right, down to none. */
export const rollupSets = (groups: readonly (readonly number[])[]): number[][] =>
  Array.from({ length: groups.length + 1 }, (_, i) => groups.slice(0, groups.length - i).flat());

/** The sets of CUBE over groups of places: every selection of them, the fullest first. */
export function cubeSets(groups: readonly (readonly number[])[]): number[][] {
  const [first, ...rest] = groups;
  if (first === undefined) return [[]];
  const others = cubeSets(rest);
  return [...others.map((set) => [...first, ...set]), ...others];
}

/** `grouping(key)` and `grouping_id(…)` over the columns that are grouped by; without arguments `grouping_id` is of all keys. */
export function groupingCalls(
  e: Expression,
  keys: readonly Attribute[],
  computed: ReadonlyMap<string, Attribute>,
  analysis: Analysis,
  hasSets: boolean,
): Expression {
  if (e.kind !== 'call' || (e.fn !== 'grouping' && e.fn !== 'grouping_id'))
    return mapParts(e, (part) => groupingCalls(part, keys, computed, analysis, hasSets));
  if (!hasSets)
    throw new AnalysisError('UNSUPPORTED_GROUPING_EXPRESSION', `${e.fn}() must be used with GROUPING SETS, ROLLUP or CUBE`, {
      sqlState: '42K0E',
    });
  const own = new Set(keys.map((key) => key.id));
  const args = e.args.length === 0 ? [...new Map(keys.map((key) => [key.id, key])).values()] : e.args.map((arg) => keyOf(arg, e));
  return Object.freeze({ ...e, args } satisfies Call);

  function keyOf(arg: Expression, call: Call): Expression {
    const key = arg.kind === 'attribute' ? arg : computed.get(expressionKey(arg));
    if (key !== undefined && own.has(key.id)) return key;
    throw new AnalysisError(
      call.fn === 'grouping' ? 'GROUPING_COLUMN_MISMATCH' : 'GROUPING_ID_COLUMN_MISMATCH',
      `${call.fn}() must be of what the query groups by (${keys.map((k) => k.name).join(', ')}); got ${showExpression(arg)}`,
      { sqlState: '42803' },
    );
  }
}

/** Outside aggregates a key can be null: in the rows of the sets that leave it out. */
export function nullableKeys(e: Expression, keys: ReadonlySet<number>, analysis: Analysis): Expression {
  if (e.kind === 'call' && analysis.functions.get(e.fn)?.kind === 'aggregate') return e;
  if (e.kind === 'attribute') return keys.has(e.id) && !e.nullable ? attribute(e.name, e.type, true, e.metadata, e.id) : e;
  return mapParts(e, (part) => nullableKeys(part, keys, analysis));
}
