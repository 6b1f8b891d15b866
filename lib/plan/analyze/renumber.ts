import { freshId } from '../attribute.js';
import type { Attribute, Expression } from '../expression.js';
import { transformUp } from '../map-expression.js';
import { inputsOf, mapExpressions, withInputs } from '../map-relation.js';
import { outputOf } from '../output.js';
import type { Relation } from '../relation.js';

/** The right side with new numbers for its columns where it shares some with the left: a self-join's two sides are different columns. */
export function separate(left: Relation, right: Relation): Relation {
  const taken = new Set(outputOf(left).map((a) => a.id));
  return outputOf(right).some((a) => taken.has(a.id)) ? renumber(right) : right;
}

/** A copy of an analysed relation whose columns all have new numbers. */
export function renumber(root: Relation): Relation {
  const ids = new Map<number, number>();
  const renew = (id: number): number => {
    let to = ids.get(id);
    if (to === undefined) ids.set(id, (to = freshId()));
    return to;
  };
  const expression = (e: Expression): Expression =>
    transformUp(e, (part) => {
      if (part.kind === 'attribute' && ids.has(part.id)) return Object.freeze({ ...part, id: ids.get(part.id)! });
      return part.kind === 'alias' && part.id !== undefined ? Object.freeze({ ...part, id: renew(part.id) }) : part;
    });
  const go = (node: Relation): Relation => {
    const over = withInputs(node, inputsOf(node).map(go));
    const owned =
      'output' in over && over.output !== undefined
        ? Object.freeze({ ...over, output: over.output.map((a: Attribute) => Object.freeze({ ...a, id: renew(a.id) })) })
        : over;
    return mapExpressions(owned, expression);
  };
  return go(root);
}
