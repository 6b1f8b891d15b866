import { AnalysisError } from '#lib/errors.js';
import { freshId, named, toAttribute } from '../attribute.js';
import type { Alias, Attribute, Expression } from '../expression.js';
import { expressionKey } from '../expression-key.js';
import { mapParts } from '../map-expression.js';
import { outputOf } from '../output.js';
import { relation, type AggregateRelation, type ProjectRelation, type Relation } from '../relation.js';
import { showExpression } from '../show-expression.js';
import { liftAggregates } from './lift-aggregates.js';
import { resolveList, type Analysis } from './resolve.js';
import { groupingCalls, nullableKeys } from './grouping-sets.js';
import { Scope } from './scope.js';

/** Names found and checked: every output column is made of grouping columns and aggregates. */
export function analyzeAggregate(node: AggregateRelation, child: Relation, analysis: Analysis): Relation {
  const scope = new Scope([child], analysis.caseSensitive);
  const grouping = resolveList(node.grouping, scope, analysis).map((e) => (e.kind === 'alias' ? e.child : e));
  const columns = resolveList(node.columns, scope, analysis);
  return groupBy(node.id, child, grouping, columns, analysis, node.sets);
}

/** An aggregate whose grouping expressions are columns of the relation below: computed ones are projected there first. */
export function groupBy(
  id: number,
  child: Relation,
  grouping: readonly Expression[],
  columns: readonly Expression[],
  analysis: Analysis,
  sets?: AggregateRelation['sets'],
): Relation {
  const computed = new Map<string, Alias>();
  for (const e of grouping) {
    const key = expressionKey(e);
    if (e.kind !== 'attribute' && !computed.has(key))
      computed.set(key, Object.freeze({ kind: 'alias', child: e, name: showExpression(e), id: freshId() }));
  }
  const below =
    computed.size === 0
      ? child
      : relation<ProjectRelation>({ kind: 'project', child, columns: [...outputOf(child), ...computed.values()] });
  const attributes = new Map([...computed].map(([key, alias]) => [key, toAttribute(alias)]));
  const keys = grouping.map((e) => (e.kind === 'attribute' ? e : attributes.get(expressionKey(e))!));
  const grouped = new Set(keys.map((a) => a.id));
  const replaced = columns.map((e) => {
    const over = groupingCalls(replaceGrouping(e, attributes, analysis), keys, attributes, analysis, sets !== undefined);
    return named(sets === undefined ? over : nullableKeys(over, grouped, analysis));
  });
  for (const e of replaced) checkGrouped(e, grouped, analysis);
  return liftAggregates(
    Object.freeze({ kind: 'aggregate', id, child: below, grouping: keys, columns: replaced, ...(sets && { sets }) }),
    analysis,
  );
}

function replaceGrouping(e: Expression, attributes: ReadonlyMap<string, Attribute>, analysis: Analysis): Expression {
  if (attributes.size === 0) return e;
  const found = e.kind === 'attribute' ? undefined : attributes.get(expressionKey(e));
  if (found !== undefined) return found;
  if (e.kind === 'call' && analysis.functions.get(e.fn)?.kind === 'aggregate') return e;
  return mapParts(e, (part) => replaceGrouping(part, attributes, analysis));
}

function checkGrouped(e: Expression, grouped: ReadonlySet<number>, analysis: Analysis): void {
  if (e.kind === 'call' && analysis.functions.get(e.fn)?.kind === 'aggregate') return;
  if (e.kind === 'attribute' && !grouped.has(e.id)) {
    throw new AnalysisError(
      'MISSING_AGGREGATION',
      `Column '${e.name}' must be grouped by or be inside an aggregate function. Add it to groupBy(), or wrap it: first('${e.name}').`,
      { sqlState: '42803' },
    );
  }
  const known = e.kind === 'lambda' ? new Set([...grouped, ...(e.bound ?? []).map((a) => a.id)]) : grouped;
  mapParts(e, (part) => {
    checkGrouped(part, known, analysis);
    return part;
  });
}
