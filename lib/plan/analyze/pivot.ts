import * as t from '#lib/types/data-type.js';
import { freshId } from '../attribute.js';
import { castTo } from '../cast-to.js';
import type { Call, Expression } from '../expression.js';
import { mapParts, visit } from '../map-expression.js';
import { outputOf } from '../output.js';
import type { PivotRelation, Relation } from '../relation.js';
import { showExpression } from '../show-expression.js';
import { nullableOf, typeOf } from '../type-of.js';
import { groupBy } from './aggregate.js';
import { resolve, resolveList, type Analysis } from './resolve.js';
import { Scope } from './scope.js';

/** A pivot as the aggregate that it means: one column for each value and aggregate, null where no row has the value. */
export function analyzePivot(node: PivotRelation, child: Relation, analysis: Analysis): Relation {
  const scope = new Scope([child], analysis.caseSensitive);
  const column = resolve(node.column, scope, analysis);
  const grouping = node.grouping === undefined ? unused(node, child, column, scope, analysis) : resolveList(node.grouping, scope, analysis);
  const columns = [...grouping];
  for (const each of node.values) {
    const value = castTo(resolve(each, scope, analysis), typeOf(column));
    const match: Expression = { kind: 'call', fn: '<=>', args: [column, value], type: t.boolean, nullable: false };
    for (const aggregate of node.aggregates) {
      const bound = resolve(aggregate, scope, analysis);
      const title =
        node.aggregates.length === 1
          ? valueName(each)
          : `${valueName(each)}_${bound.kind === 'alias' ? bound.name : showExpression(bound)}`;
      const body = bound.kind === 'alias' ? bound.child : bound;
      const rows: Call = { kind: 'call', fn: 'count_star', args: [], filter: match, type: t.long, nullable: false };
      const any: Expression = {
        kind: 'call',
        fn: '>',
        args: [rows, { kind: 'literal', type: t.long, value: 0n }],
        type: t.boolean,
        nullable: false,
      };
      columns.push({
        kind: 'alias',
        child: { kind: 'case', branches: [{ when: any, then: filtered(body, match, analysis) }] },
        name: title,
        id: freshId(),
      });
    }
  }
  return groupBy(node.id, child, grouping, columns, analysis);
}

/** Every column of the input that the pivot neither turns nor aggregates: what SQL's PIVOT groups by. */
function unused(node: PivotRelation, child: Relation, column: Expression, scope: Scope, analysis: Analysis): Expression[] {
  const used = new Set<number>();
  for (const e of [column, ...node.aggregates.map((aggregate) => resolve(aggregate, scope, analysis))])
    visit(e, (part) => {
      if (part.kind === 'attribute') used.add(part.id);
    });
  return outputOf(child).filter((a) => !used.has(a.id));
}

const valueName = (e: Expression): string =>
  e.kind === 'literal' && e.value === null ? 'null' : e.kind === 'alias' ? e.name : showExpression(e);

function filtered(e: Expression, match: Expression, analysis: Analysis): Expression {
  if (e.kind === 'call' && analysis.functions.get(e.fn)?.kind === 'aggregate') {
    const filter: Expression =
      e.filter === undefined
        ? match
        : { kind: 'call', fn: 'and', args: [e.filter, match], type: t.boolean, nullable: nullableOf(e.filter) };
    return { ...e, filter };
  }
  return mapParts(e, (part) => filtered(part, match, analysis));
}
