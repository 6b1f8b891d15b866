import { freshId, toAttribute } from '../attribute.js';
import type { Alias, Attribute, Expression } from '../expression.js';
import { expressionKey } from '../expression-key.js';
import { mapParts } from '../map-expression.js';
import { relation, type AggregateRelation, type ProjectRelation, type Relation } from '../relation.js';
import { showExpression } from '../show-expression.js';
import type { Analysis } from './resolve.js';

/** The aggregate itself, or, where a user's function takes what it gives, a projection over one that only aggregates. */
export function liftAggregates(node: AggregateRelation, analysis: Analysis, always = false): Relation {
  const isAggregate = (e: Expression): boolean => e.kind === 'call' && analysis.functions.get(e.fn)?.kind === 'aggregate';
  const callsUser = (e: Expression): boolean => {
    let found = e.kind === 'user';
    if (!isAggregate(e)) mapParts(e, (part) => ((found ||= callsUser(part)), part));
    return found;
  };
  if (!always && !node.columns.some(callsUser)) return node;

  const lifted = new Map<string, Alias & { readonly id: number }>();
  const lift = (e: Expression): Expression => {
    if (!isAggregate(e)) return mapParts(e, lift);
    const key = expressionKey(e);
    let alias = lifted.get(key);
    if (alias === undefined) lifted.set(key, (alias = Object.freeze({ kind: 'alias', child: e, name: showExpression(e), id: freshId() })));
    return toAttribute(alias);
  };
  const columns = node.columns.map(lift);
  const keys = [...new Map((node.grouping as readonly Attribute[]).map((key) => [key.id, key])).values()];
  const child = relation<AggregateRelation>({
    kind: 'aggregate',
    child: node.child,
    grouping: node.grouping,
    columns: [...keys, ...lifted.values()],
    ...(node.sets && { sets: node.sets }),
  });
  return Object.freeze({ kind: 'project', id: node.id, child, columns } satisfies ProjectRelation);
}
