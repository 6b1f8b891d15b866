import type { Call, Expression } from './expression.js';
import { mapList, transformUp } from './map-expression.js';
import type { Relation } from './relation.js';

/** The relations that a relation reads. */
export function inputsOf(node: Relation): readonly Relation[] {
  switch (node.kind) {
    case 'read':
    case 'source':
    case 'local':
    case 'cached':
    case 'range':
      return [];
    case 'join':
    case 'set':
      return [node.left, node.right];
    default:
      return [node.child];
  }
}

/** The relation over other inputs; itself where they are the same. */
export function withInputs(node: Relation, inputs: readonly Relation[]): Relation {
  const old = inputsOf(node);
  if (old.every((r, i) => r === inputs[i])) return node;
  if (node.kind === 'join' || node.kind === 'set') return Object.freeze({ ...node, left: inputs[0]!, right: inputs[1]! });
  return Object.freeze({ ...node, child: inputs[0]! } as Relation);
}

/** The relation with `change` applied to each of its own expressions (not those of its inputs). */
export function mapExpressions(node: Relation, change: (e: Expression) => Expression): Relation {
  const list = <T extends Expression>(es: readonly T[]): readonly T[] => mapList(es, change);
  switch (node.kind) {
    case 'project':
      return copy(node, { columns: list(node.columns) });
    case 'filter':
      return copy(node, { condition: change(node.condition) });
    case 'join':
      return copy(node, {
        ...(node.condition && { condition: change(node.condition) }),
        ...(node.outer && { outer: list(node.outer) }),
      });
    case 'aggregate':
      return copy(node, { grouping: list(node.grouping), columns: list(node.columns) });
    case 'sort':
      return copy(node, { order: list(node.order) });
    case 'distinct':
      return node.columns === undefined ? node : copy(node, { columns: list(node.columns) });
    case 'repartition':
      return copy(node, { keys: list(node.keys) });
    case 'extend':
      return copy(node, { inputs: list(node.inputs) });
    case 'generate':
      return node.lists === undefined ? copy(node, { generator: change(node.generator) as Call }) : copy(node, { lists: list(node.lists) });
    case 'pivot':
      return copy(node, {
        ...(node.grouping && { grouping: list(node.grouping) }),
        column: change(node.column),
        values: list(node.values),
        aggregates: list(node.aggregates),
      });
    default:
      return node;
  }
}

/** The relation with `change` applied to the plans of the subqueries in its own expressions. */
export const mapSubqueries = (node: Relation, change: (plan: Relation) => Relation): Relation =>
  mapExpressions(node, (e) =>
    transformUp(e, (part) => {
      const plan = part.kind === 'subquery' ? change(part.plan) : undefined;
      return part.kind !== 'subquery' || plan === part.plan ? part : Object.freeze({ ...part, plan: plan! });
    }),
  );

/** The relation's own expressions. */
export function expressionsOf(node: Relation): readonly Expression[] {
  const found: Expression[] = [];
  mapExpressions(node, (e) => {
    found.push(e);
    return e;
  });
  return found;
}

function copy<R extends object>(node: R, changes: Partial<R>): R {
  for (const key of Object.keys(changes) as (keyof R)[]) {
    if (changes[key] !== node[key]) return Object.freeze({ ...node, ...changes }) as R;
  }
  return node;
}

/** The tree with `change` applied to every relation, inputs first. */
export const transformRelations = (node: Relation, change: (r: Relation) => Relation): Relation =>
  change(
    withInputs(
      node,
      inputsOf(node).map((input) => transformRelations(input, change)),
    ),
  );
