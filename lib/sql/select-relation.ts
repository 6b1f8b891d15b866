import { columnName } from '#lib/plan/attribute.js';
import type { Expression, SortOrder } from '#lib/plan/expression.js';
import { mapParts } from '#lib/plan/map-expression.js';
import type * as plan from '#lib/plan/relation.js';
import { relation, type Relation } from '#lib/plan/relation.js';
import type { SqlContext } from './context.js';

/** The clauses of a SELECT. */
export interface Select {
  readonly from: Relation;
  readonly columns: readonly Expression[];
  readonly grouping: readonly Expression[] | undefined;
  readonly having: Expression | undefined;
  readonly distinct: boolean;
  readonly order: readonly SortOrder[];
}

/** A SELECT as relations. What HAVING and ORDER BY compute is carried in hidden columns and dropped at the end. */
export function selectRelation(select: Select, isAggregate: (e: Expression) => boolean, context: SqlContext): Relation {
  const aliases = new Map(select.columns.flatMap((e) => (e.kind === 'alias' ? [[e.name.toLowerCase(), e] as const] : [])));
  const order = select.order.map((o) => ordinal(o.child, select.columns)).map((child, i): SortOrder => ({ ...select.order[i]!, child }));
  const aggregates = select.grouping !== undefined || select.having !== undefined || select.columns.some(isAggregate);
  if (!aggregates) {
    const project = relation<plan.ProjectRelation>({ kind: 'project', child: select.from, columns: select.columns });
    return sorted(unique(project, select.distinct), order);
  }
  const hidden: Expression[] = [];
  const hide = (e: Expression): Expression => {
    const name = `__hidden_${hidden.length}`;
    hidden.push({ kind: 'alias', child: e, name });
    return { kind: 'column', parts: [name] };
  };
  const having = select.having === undefined ? undefined : hide(withAliases(select.having, aliases));
  const keyed = order.map(
    (o): SortOrder => (namesOutput(o.child, select.columns) ? o : { ...o, child: hide(withAliases(o.child, aliases)) }),
  );
  const known = new Set(context.columns(select.from).map((name) => name.toLowerCase()));
  const grouping = (select.grouping ?? []).map((e) => groupingOf(ordinal(e, select.columns), aliases, known));
  let node: Relation = relation<plan.AggregateRelation>({
    kind: 'aggregate',
    child: select.from,
    grouping,
    columns: [...select.columns, ...hidden],
  });
  if (having !== undefined) node = relation<plan.FilterRelation>({ kind: 'filter', child: node, condition: having });
  node = sorted(unique(node, select.distinct), keyed);
  if (hidden.length === 0) return node;
  const shown = context.columns(node).slice(0, -hidden.length);
  return relation<plan.ProjectRelation>({
    kind: 'project',
    child: node,
    columns: shown.map((name): Expression => ({ kind: 'column', parts: [name] })),
  });
}

function sorted(node: Relation, order: readonly SortOrder[]): Relation {
  return order.length === 0 ? node : relation<plan.SortRelation>({ kind: 'sort', child: node, order, global: true });
}

const unique = (node: Relation, distinct: boolean): Relation =>
  distinct ? relation<plan.DistinctRelation>({ kind: 'distinct', child: node }) : node;

/** `ORDER BY 2` and `GROUP BY 2` mean the second column of the select list. */
function ordinal(e: Expression, columns: readonly Expression[]): Expression {
  if (e.kind !== 'literal' || e.type.kind !== 'integer') return e;
  const column = columns[Number(e.value) - 1];
  return column === undefined ? e : column.kind === 'alias' ? column.child : column;
}

const namesOutput = (e: Expression, columns: readonly Expression[]): boolean =>
  columns.some(
    (c) =>
      e.kind === 'column' &&
      e.parts.length === 1 &&
      (c.kind === 'alias' ? c.name : columnName(c)).toLowerCase() === e.parts[0]!.toLowerCase(),
  );

/** A group by the alias of a select column, where no column of the input has that name. */
function groupingOf(
  e: Expression,
  aliases: ReadonlyMap<string, Extract<Expression, { kind: 'alias' }>>,
  known: ReadonlySet<string>,
): Expression {
  const name = e.kind === 'column' && e.parts.length === 1 ? e.parts[0]!.toLowerCase() : undefined;
  return name !== undefined && !known.has(name) ? (aliases.get(name)?.child ?? e) : e;
}

function withAliases(e: Expression, aliases: ReadonlyMap<string, Extract<Expression, { kind: 'alias' }>>): Expression {
  if (e.kind === 'column' && e.parts.length === 1) return aliases.get(e.parts[0]!.toLowerCase())?.child ?? e;
  return mapParts(e, (part) => withAliases(part, aliases));
}
