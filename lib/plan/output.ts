import { AnalysisError } from '#lib/errors.js';
import * as t from '#lib/types/data-type.js';
import { attribute, toAttribute } from './attribute.js';
import type { Attribute } from './expression.js';
import type { JoinKind, Relation } from './relation.js';

const known = new WeakMap<Relation, readonly Attribute[]>();
const WRITTEN = attribute('count', t.long, false);

/** The columns that an analysed relation gives, in order. */
export function outputOf(node: Relation): readonly Attribute[] {
  let output = known.get(node);
  if (output === undefined) known.set(node, (output = Object.freeze(compute(node))));
  return output;
}

function compute(node: Relation): readonly Attribute[] {
  switch (node.kind) {
    case 'read':
    case 'source':
    case 'local':
    case 'cached':
    case 'range':
    case 'set':
    case 'map':
      return node.output ?? unanalysed(node);
    case 'project':
    case 'aggregate':
      return node.columns.map(toAttribute);
    case 'filter':
    case 'sort':
    case 'limit':
    case 'distinct':
    case 'sample':
    case 'repartition':
    case 'alias':
      return outputOf(node.child);
    case 'join':
      return joined(outputOf(node.left), outputOf(node.right), node.how);
    case 'generate':
    case 'extend':
      return [...outputOf(node.child), ...(node.output ?? unanalysed(node))];
    case 'write':
      return [WRITTEN];
    case 'pivot':
    case 'unpivot':
    case 'select':
      return unanalysed(node);
  }
}

function joined(left: readonly Attribute[], right: readonly Attribute[], how: JoinKind): readonly Attribute[] {
  if (how === 'semi' || how === 'anti') return left;
  const l = how === 'right' || how === 'full' ? left.map(nullable) : left;
  const r = how === 'left' || how === 'full' ? right.map(nullable) : right;
  return [...l, ...r];
}

const nullable = (a: Attribute): Attribute => (a.nullable ? a : Object.freeze({ ...a, nullable: true }));

function unanalysed(node: Relation): never {
  throw new AnalysisError('INTERNAL_ERROR', `Relation '${node.kind}' has no columns before the plan is analysed`);
}
