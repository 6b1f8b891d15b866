import { AnalysisError } from '#lib/errors.js';
import * as t from '#lib/types/data-type.js';
import { attribute } from '../attribute.js';
import { castTo } from '../cast-to.js';
import { commonType } from '../common-type.js';
import type { Attribute, Call, Expression } from '../expression.js';
import { visit } from '../map-expression.js';
import { outputOf } from '../output.js';
import {
  relation,
  type FilterRelation,
  type GenerateRelation,
  type ProjectRelation,
  type Relation,
  type UnpivotRelation,
} from '../relation.js';
import { showExpression } from '../show-expression.js';
import { nullableOf, typeOf } from '../type-of.js';
import { resolveList, type Analysis } from './resolve.js';
import type { Scope } from './scope.js';

/** An unpivot as the generate that it means: arrays of the labels and of the values, unnested side by side. */
export function analyzeUnpivot(node: UnpivotRelation, child: Relation, scope: Scope, analysis: Analysis): Relation {
  const groups = node.values.map((v) => resolveList(v.columns, scope, analysis));
  const width = node.valueColumns.length;
  if (groups.length === 0 || groups.some((group) => group.length !== width))
    throw new AnalysisError(
      'UNPIVOT_VALUE_SIZE_MISMATCH',
      `Every group of an unpivot must have ${width} columns, one for each of ${node.valueColumns.join(', ')}; got ${groups.map((g) => g.length).join(', ') || 'no group'}`,
      { sqlState: '428C4' },
    );
  const labels = groups.map(
    (group, i): Expression => ({
      kind: 'literal',
      type: t.string,
      value: node.values[i]!.label ?? group.map((e) => showExpression(e)).join('_'),
    }),
  );
  const lists = [
    arrayOf(labels, t.string),
    ...node.valueColumns.map((name, i) =>
      columnOf(
        name,
        groups.map((group) => group[i]!),
      ),
    ),
  ];
  const names = [node.nameColumn, ...node.valueColumns];
  const output = lists.map((list, i) => attribute(names[i]!, (list.type as t.ArrayType).element, i > 0));
  const generator: Call = { kind: 'call', fn: 'stack', args: lists };
  const generate = relation<GenerateRelation>({ kind: 'generate', child, generator, outer: false, lists, output });
  const ids = node.ids === undefined ? unused(groups.flat(), child) : (resolveList(node.ids, scope, analysis) as Attribute[]);
  const rows = node.includeNulls
    ? generate
    : relation<FilterRelation>({ kind: 'filter', child: generate, condition: anyValue(output.slice(1)) });
  return Object.freeze({ kind: 'project', id: node.id, child: rows, columns: [...ids, ...output] } satisfies ProjectRelation);
}

const arrayOf = (items: readonly Expression[], type: t.DataType): Call =>
  Object.freeze({
    kind: 'call',
    fn: 'array',
    args: items.map((e) => castTo(e, type)),
    type: t.array(type, items.some(nullableOf)),
    nullable: false,
  });

function columnOf(name: string, items: readonly Expression[]): Call {
  const type = items.map(typeOf).reduce((a, b) => {
    const common = commonType(a, b);
    if (common !== undefined) return common;
    throw new AnalysisError(
      'UNPIVOT_VALUE_DATA_TYPE_MISMATCH',
      `The columns of '${name}' must have one type between them; got ${items.map((e) => showExpression(e)).join(', ')}. Cast them to one.`,
      { sqlState: '42K09' },
    );
  });
  return arrayOf(items, type);
}

function unused(used: readonly Expression[], child: Relation): Attribute[] {
  const ids = new Set<number>();
  for (const e of used)
    visit(e, (part) => {
      if (part.kind === 'attribute') ids.add(part.id);
    });
  return outputOf(child).filter((a) => !ids.has(a.id));
}

function anyValue(values: readonly Attribute[]): Expression {
  return values
    .map((a): Expression => ({ kind: 'call', fn: 'isnotnull', args: [a], type: t.boolean, nullable: false }))
    .reduce((a, b) => ({ kind: 'call', fn: 'or', args: [a, b], type: t.boolean, nullable: false }));
}
