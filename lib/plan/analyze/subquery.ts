import { AnalysisError } from '#lib/errors.js';
import * as t from '#lib/types/data-type.js';
import { typeName } from '#lib/types/type-name.js';
import { freshId } from '../attribute.js';
import { castTo } from '../cast-to.js';
import { commonType } from '../common-type.js';
import type { Expression, Subquery } from '../expression.js';
import { outputOf } from '../output.js';
import { relation, type ProjectRelation, type Relation } from '../relation.js';
import { nullableOf, typeOf } from '../type-of.js';
import { OuterScope } from './outer-scope.js';
import { resolve, type Analysis } from './resolve.js';
import type { Scope } from './scope.js';

/** A subquery with its plan analysed, in which names that it has not itself are those of the row around it. */
export function resolveSubquery(e: Subquery, scope: Scope, analysis: Analysis): Expression {
  if (e.type !== undefined) return e;
  const outer = new OuterScope(scope, analysis);
  const plan = analysis.subplan(e.plan, outer);
  const output = outputOf(plan);
  if (e.how === 'exists') return Object.freeze({ ...e, plan, outer: outer.taken, type: t.boolean, nullable: false });
  if (e.how === 'scalar') {
    if (output.length !== 1)
      throw new AnalysisError(
        'INVALID_SUBQUERY_EXPRESSION.SCALAR_SUBQUERY_RETURN_MORE_THAN_ONE_OUTPUT_COLUMN',
        `A subquery that is a value must have one column; got ${output.length}: ${output.map((a) => a.name).join(', ')}`,
        { sqlState: '42823' },
      );
    return Object.freeze({ ...e, plan, outer: outer.taken, type: output[0]!.type, nullable: true });
  }
  const args = e.args.map((arg) => resolve(arg, scope, analysis));
  if (args.length !== output.length)
    throw new AnalysisError(
      'DATATYPE_MISMATCH.IN_SUBQUERY_LENGTH_MISMATCH',
      `IN must have as many values before it as the subquery has columns; got ${args.length} and ${output.length}`,
      { sqlState: '42K09' },
    );
  const types = args.map((arg, i) => commonType(typeOf(arg), output[i]!.type) ?? mismatch(typeOf(arg), output[i]!.type));
  return Object.freeze({
    ...e,
    args: args.map((arg, i) => castTo(arg, types[i]!)),
    plan: withTypes(plan, types),
    outer: outer.taken,
    type: t.boolean,
    nullable: args.some(nullableOf) || output.some((a) => a.nullable),
  });
}

function withTypes(plan: Relation, types: readonly t.DataType[]): Relation {
  const output = outputOf(plan);
  if (output.every((a, i) => t.sameType(a.type, types[i]!))) return plan;
  const columns = output.map((a, i): Expression => ({ kind: 'alias', child: castTo(a, types[i]!), name: a.name, id: freshId() }));
  return relation<ProjectRelation>({ kind: 'project', child: plan, columns });
}

function mismatch(value: t.DataType, column: t.DataType): never {
  throw new AnalysisError(
    'DATATYPE_MISMATCH.IN_SUBQUERY_DATA_TYPE_MISMATCH',
    `IN must compare values with a column of a type that they meet; got ${typeName(value)} and ${typeName(column)}. Cast one side.`,
    { sqlState: '42K09' },
  );
}
