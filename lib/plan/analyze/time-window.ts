import type { Call, Expression, SortOrder } from '../expression.js';
import { mapParts } from '../map-expression.js';
import { relation, type AggregateRelation, type GenerateRelation, type Relation, type SelectRelation } from '../relation.js';

/**
 * Grouping by `window(time, '10 minutes', '5 minutes')`: each row is once for each window that it falls into, in a column
 * `window`, which is what is grouped by. Rows without a time fall into none.
 */
export function withTimeWindow(node: Relation): Relation {
  if (node.kind !== 'aggregate' && node.kind !== 'select') return node;
  const window = keysOf(node).map(bare).find(isWindow);
  if (window === undefined) return node;
  const child = relation<GenerateRelation>({
    kind: 'generate',
    child: node.child,
    generator: { kind: 'call', fn: 'explode', args: [{ kind: 'call', fn: 'time_windows', args: window.args }] },
    outer: false,
    names: ['window'],
  });
  const key = textOf(window);
  const replaced = (e: Expression): Expression =>
    isWindow(e) && textOf(e) === key ? { kind: 'column', parts: ['window'] } : mapParts(e, replaced);
  if (node.kind === 'aggregate')
    return Object.freeze({ ...node, child, grouping: node.grouping.map(replaced), columns: node.columns.map(replaced) });
  const grouping = typeof node.grouping === 'object' ? { ...node.grouping, keys: node.grouping.keys.map(replaced) } : node.grouping;
  return Object.freeze({
    ...node,
    child,
    ...(grouping && { grouping }),
    columns: node.columns.map(replaced),
    order: node.order.map((o) => replaced(o) as SortOrder),
    ...(node.having && { having: replaced(node.having) }),
  });
}

function keysOf(node: AggregateRelation | SelectRelation): readonly Expression[] {
  if (node.kind === 'aggregate') return node.grouping;
  return typeof node.grouping === 'object' ? node.grouping.keys : [];
}
const bare = (e: Expression): Expression => (e.kind === 'alias' ? bare(e.child) : e);
const isWindow = (e: Expression): e is Call => e.kind === 'call' && e.fn === 'window' && e.args.length > 1;
const textOf = (e: Expression): string => JSON.stringify(e, (_key, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value));
