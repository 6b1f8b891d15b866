import { AnalysisError } from '#lib/errors.js';
import * as t from '#lib/types/data-type.js';
import { freshId } from '../attribute.js';
import { castTo } from '../cast-to.js';
import { commonType } from '../common-type.js';
import type { Expression } from '../expression.js';
import { outputOf } from '../output.js';
import { relation, type JoinRelation, type ProjectRelation, type Relation } from '../relation.js';
import { nullableOf, typeOf } from '../type-of.js';
import { OuterScope } from './outer-scope.js';
import { resolveCondition, type Analysis } from './resolve.js';
import { separate } from './renumber.js';
import { Scope } from './scope.js';

/** A join whose two sides have different columns; `using` columns become a condition and come out once. */
export function analyzeJoin(node: JoinRelation, left: Relation, rightAsGiven: Relation, analysis: Analysis): Relation {
  const right = separate(left, rightAsGiven);
  const using = node.natural === true ? commonNames(left, right, analysis) : node.using;
  if (using !== undefined) return joinUsing(node, using, left, right, analysis);
  const scope = new Scope([left, right], analysis.caseSensitive);
  const condition = node.condition === undefined ? undefined : resolveCondition(node.condition, scope, analysis, 'a join');
  return Object.freeze({ ...node, left, right, ...(condition && { condition }) });
}

/** A join whose right side is analysed knowing the row of the left. */
export function analyzeLateral(node: JoinRelation, left: Relation, analysis: Analysis): Relation {
  const outer = new OuterScope(new Scope([left], analysis.caseSensitive), analysis);
  const right = analysis.subplan(node.right, outer);
  const joined = analyzeJoin(node, left, right, analysis) as JoinRelation;
  return Object.freeze({ ...joined, outer: outer.taken });
}

/** The columns of both sides under one name: what NATURAL joins by. */
function commonNames(left: Relation, right: Relation, analysis: Analysis): string[] {
  const fold = (name: string): string => (analysis.caseSensitive ? name : name.toLowerCase());
  const theirs = new Set(outputOf(right).map((a) => fold(a.name)));
  return outputOf(left)
    .map((a) => a.name)
    .filter((name) => theirs.has(fold(name)));
}

function joinUsing(node: JoinRelation, using: readonly string[], left: Relation, right: Relation, analysis: Analysis): Relation {
  const find = (side: Relation, name: string): Expression =>
    new Scope([side], analysis.caseSensitive).resolve({ kind: 'column', parts: [name] });
  const pairs = using.map((name) => ({ name, l: find(left, name), r: find(right, name) }));
  const [first, ...others] = pairs.map(({ name, l, r }) => equal(name, l, r));
  const condition = first && others.reduce((a, b) => and(a, b), first);
  const { id, using: _, natural: __, ...rest } = node;
  const joined = relation<JoinRelation>({ ...rest, left, right, ...(condition && { condition }) });
  if (node.how === 'semi' || node.how === 'anti') return Object.freeze({ ...joined, id });

  const output = new Map(outputOf(joined).map((a) => [a.id, a]));
  const after = (e: Expression): Expression => (e.kind === 'attribute' ? output.get(e.id)! : e);
  const keys = pairs.map(({ name, l, r }) => {
    if (node.how === 'right') return after(r);
    return node.how === 'full' ? coalesced(name, after(l), after(r)) : after(l);
  });
  const merged = new Set(pairs.flatMap(({ l, r }) => [l, r]).map((e) => (e.kind === 'attribute' ? e.id : -1)));
  const unmerged = outputOf(joined).filter((a) => !merged.has(a.id));
  return Object.freeze({ kind: 'project', id, child: joined, columns: [...keys, ...unmerged] } satisfies ProjectRelation);
}

function equal(name: string, l: Expression, r: Expression): Expression {
  const type = commonType(typeOf(l), typeOf(r));
  if (type === undefined)
    throw new AnalysisError(
      'DATATYPE_MISMATCH.BINARY_OP_DIFF_TYPES',
      `Column '${name}' must have one type on both sides of the join. Cast one side.`,
      { sqlState: '42K09' },
    );
  return Object.freeze({
    kind: 'call',
    fn: '=',
    args: [castTo(l, type), castTo(r, type)],
    type: t.boolean,
    nullable: nullableOf(l) || nullableOf(r),
  });
}

const and = (a: Expression, b: Expression): Expression =>
  Object.freeze({ kind: 'call', fn: 'and', args: [a, b], type: t.boolean, nullable: nullableOf(a) || nullableOf(b) });

function coalesced(name: string, l: Expression, r: Expression): Expression {
  const type = commonType(typeOf(l), typeOf(r))!;
  const child: Expression = {
    kind: 'call',
    fn: 'coalesce',
    args: [castTo(l, type), castTo(r, type)],
    type,
    nullable: nullableOf(l) && nullableOf(r),
  };
  return Object.freeze({ kind: 'alias', child, name, id: freshId() });
}
