import { AnalysisError } from '#lib/errors.js';
import * as t from '#lib/types/data-type.js';
import { attribute } from '../attribute.js';
import type { Attribute, Expression, UserCall } from '../expression.js';
import { expressionKey } from '../expression-key.js';
import { mapParts, some, visit } from '../map-expression.js';
import { expressionsOf, inputsOf, mapExpressions, withInputs } from '../map-relation.js';
import { outputOf } from '../output.js';
import { relation, type ExtendRelation, type FilterRelation, type JoinRelation, type ProjectRelation, type Relation } from '../relation.js';

/** Every call of a user's function becomes an extend of the relation below, so that the engine knows user code in one form. */
export function extractUserCalls(node: Relation): Relation {
  if (!expressionsOf(node).some(hasUserCall)) return node;
  if (node.kind === 'join') return extractFromJoin(node);
  const [child] = inputsOf(node) as [Relation];
  const extracted = new Extraction(child);
  const replaced = mapExpressions(node, (e) => extracted.replace(e));
  const over = withInputs(replaced, [extracted.relation]);
  const keepsColumns = node.kind === 'project' || node.kind === 'aggregate' || node.kind === 'extend';
  return keepsColumns ? over : relation<ProjectRelation>({ kind: 'project', child: over, columns: outputOf(node) });
}

const hasUserCall = (e: Expression): boolean => some(e, (part) => part.kind === 'user');

/** The user calls of some expressions as extends over a relation; the same call is computed once. */
class Extraction {
  relation: Relation;
  readonly #found = new Map<string, Attribute>();

  constructor(child: Relation) {
    this.relation = child;
  }

  replace(e: Expression): Expression {
    const inner = mapParts(e, (part) => this.replace(part));
    return inner.kind === 'user' ? this.#attributeOf(inner) : inner;
  }

  #attributeOf(call: UserCall): Attribute {
    const key = expressionKey(call);
    const before = call.deterministic ? this.#found.get(key) : undefined;
    if (before !== undefined) return before;
    const output = attribute(call.name, call.type, call.nullable);
    this.relation = relation<ExtendRelation>({
      kind: 'extend',
      child: this.relation,
      inputs: call.args,
      fields: [t.field(call.name, call.type, call.nullable)],
      task: call.task,
      output: [output],
    });
    this.#found.set(key, output);
    return output;
  }
}

/** A call over one side is computed there; one over both sides can only filter the joined rows. */
function extractFromJoin(node: JoinRelation): Relation {
  const left = new Extraction(node.left);
  const right = new Extraction(node.right);
  const leftIds = new Set(outputOf(node.left).map((a) => a.id));
  const rightIds = new Set(outputOf(node.right).map((a) => a.id));
  const replace = (e: Expression): Expression => {
    if (e.kind !== 'user') return mapParts(e, replace);
    const ids = attributeIds(e);
    if (ids.every((id) => leftIds.has(id))) return left.replace(e);
    return ids.every((id) => rightIds.has(id)) ? right.replace(e) : mapParts(e, replace);
  };
  const condition = node.condition === undefined ? undefined : replace(node.condition);
  const over: JoinRelation = Object.freeze({ ...node, left: left.relation, right: right.relation, ...(condition && { condition }) });
  const whole = condition !== undefined && hasUserCall(condition) ? filterJoined(over, condition) : over;
  return relation<ProjectRelation>({ kind: 'project', child: whole, columns: outputOf(node) });
}

function filterJoined(node: JoinRelation, condition: Expression): Relation {
  if (node.how !== 'inner' && node.how !== 'cross') {
    throw new AnalysisError(
      'UNSUPPORTED_FEATURE.PYTHON_UDF_IN_ON_CLAUSE',
      `The condition of a ${node.how} join must not call a user function on columns of both sides. Compute it on one side with withColumn(), or join by other columns and filter.`,
      { sqlState: '0A000' },
    );
  }
  const { condition: _, ...rest } = node;
  const cross: JoinRelation = Object.freeze({ ...rest, how: 'cross' });
  return extractUserCalls(relation<FilterRelation>({ kind: 'filter', child: cross, condition }));
}

function attributeIds(e: Expression): number[] {
  const ids: number[] = [];
  visit(e, (part) => {
    if (part.kind === 'attribute') ids.push(part.id);
  });
  return ids;
}
