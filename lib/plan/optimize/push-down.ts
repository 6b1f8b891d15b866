import * as t from '#lib/types/data-type.js';
import type { Expression } from '../expression.js';
import { some, transformUp } from '../map-expression.js';
import { inputsOf, withInputs } from '../map-relation.js';
import { outputOf } from '../output.js';
import { relation, type FilterRelation, type Relation } from '../relation.js';

/** Filters and limits move below projections and user code, so that user code sees no row that nobody wants. */
export function pushDown(node: Relation): Relation {
  if (node.kind === 'limit' && keepsRows(node.child)) return withInputs(node.child, [pushDown(withInputs(node, inputsOf(node.child)))]);
  return node.kind === 'filter' ? pushFilter(node) : node;
}

/** Whether a relation gives one row for each of its input, and looks at no other row for it. */
const keepsRows = (node: Relation): boolean =>
  node.kind === 'extend' || (node.kind === 'project' && !node.columns.some((c) => some(c, (part) => part.kind === 'window')));

function pushFilter(node: FilterRelation): Relation {
  const { child, condition } = node;
  if (child.kind === 'filter')
    return pushFilter(
      Object.freeze({ ...node, child: child.child, condition: conjunction([...conjuncts(child.condition), ...conjuncts(condition)]) }),
    );
  if (child.kind === 'project') {
    const inner = new Map(
      child.columns.map((c) => [c.kind === 'alias' ? c.id! : c.kind === 'attribute' ? c.id : -1, c.kind === 'alias' ? c.child : c]),
    );
    if ([...inner.values()].some((e) => some(e, (part) => part.kind === 'window'))) return node;
    const below = transformUp(condition, (part) => (part.kind === 'attribute' ? (inner.get(part.id) ?? part) : part));
    return some(below, isVolatile)
      ? node
      : withInputs(child, [pushFilter(relation<FilterRelation>({ kind: 'filter', child: child.child, condition: below }))]);
  }
  if (child.kind === 'extend' || child.kind === 'generate') {
    const added = new Set(
      outputOf(child)
        .slice(outputOf(child.child).length)
        .map((a) => a.id),
    );
    const [late, early] = partition(conjuncts(condition), (e) => some(e, (part) => part.kind === 'attribute' && added.has(part.id)));
    if (early.length === 0) return node;
    const below = withInputs(child, [
      pushFilter(relation<FilterRelation>({ kind: 'filter', child: child.child, condition: conjunction(early) })),
    ]);
    return late.length === 0 ? below : relation<FilterRelation>({ kind: 'filter', child: below, condition: conjunction(late) });
  }
  return node;
}

const isVolatile = (e: Expression): boolean => (e.kind === 'call' && e.fn === 'rand') || (e.kind === 'user' && !e.deterministic);

/** The parts of a condition that must all hold. */
export function conjuncts(e: Expression): readonly Expression[] {
  return e.kind === 'call' && e.fn === 'and' ? e.args.flatMap(conjuncts) : [e];
}

const conjunction = (parts: readonly Expression[]): Expression =>
  parts.reduce((a, b) => Object.freeze({ kind: 'call', fn: 'and', args: [a, b], type: t.boolean, nullable: true }));

function partition<T>(list: readonly T[], test: (item: T) => boolean): [T[], T[]] {
  return [list.filter(test), list.filter((item) => !test(item))];
}
