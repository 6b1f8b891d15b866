import type { Expression } from '../expression.js';
import { some, transformUp, visit } from '../map-expression.js';
import type { ProjectRelation, Relation } from '../relation.js';

/** Two projections that follow each other become one, unless that would compute something twice. */
export function collapseProjects(node: Relation): Relation {
  if (node.kind !== 'project' || node.child.kind !== 'project') return node;
  const inner = new Map(node.child.columns.map((c) => (c.kind === 'alias' ? [c.id!, c.child] : [(c as { id: number }).id, c])));
  const uses = new Map<number, number>();
  for (const column of node.columns)
    visit(column, (part) => {
      if (part.kind === 'attribute') uses.set(part.id, (uses.get(part.id) ?? 0) + 1);
    });
  const twice = [...uses].some(([id, count]) => count > 1 && !isCheap(inner.get(id)));
  if (twice || [...inner.values()].some((e) => some(e, keepsApart))) return node;
  const columns = node.columns.map((column): Expression => {
    if (column.kind === 'attribute') {
      const from = inner.get(column.id)!;
      return from.kind === 'attribute' && from.id === column.id
        ? column
        : { kind: 'alias', child: from, name: column.name, id: column.id, ...(column.metadata && { metadata: column.metadata }) };
    }
    return transformUp(column, (part) => (part.kind === 'attribute' ? (inner.get(part.id) ?? part) : part));
  });
  return collapseProjects(Object.freeze({ ...node, child: node.child.child, columns } satisfies ProjectRelation));
}

const isCheap = (e: Expression | undefined): boolean =>
  e === undefined || e.kind === 'attribute' || e.kind === 'literal' || (e.kind === 'field' && isCheap(e.child));
const keepsApart = (e: Expression): boolean => e.kind === 'window' || e.kind === 'user' || (e.kind === 'call' && e.fn === 'rand');
