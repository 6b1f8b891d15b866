import * as t from '#lib/types/data-type.js';
import { toAttribute } from '../attribute.js';
import type { Attribute, Expression } from '../expression.js';
import { transformUp, visit } from '../map-expression.js';
import { expressionsOf, inputsOf, mapExpressions, withInputs } from '../map-relation.js';
import { outputOf } from '../output.js';
import type { Relation } from '../relation.js';

/** What is needed of the columns of a relation: all of one, or some fields of a struct. */
type Needed = Map<number, 'all' | Set<string>>;

/** Columns that nobody reads are not read; user code whose result nobody reads does not run; of a struct only the fields that are used. */
export function pruneColumns(root: Relation): Relation {
  return prune(root, all(outputOf(root)));
}

function prune(node: Relation, needed: Needed): Relation {
  switch (node.kind) {
    case 'project':
    case 'aggregate': {
      const kept = node.columns.filter((c) => needed.has(toAttribute(c).id));
      const columns = kept.length > 0 || (node.kind === 'aggregate' && node.grouping.length > 0) ? kept : node.columns.slice(0, 1);
      const own = Object.freeze({ ...node, columns: columns.length > 0 ? columns : node.columns.slice(0, 1) });
      return over(own, demand(expressionsOf(own)));
    }
    case 'extend': {
      const added = node.output ?? [];
      if (!added.some((a) => needed.has(a.id))) return prune(node.child, needed);
      return over(node, merge(needed, demand(node.inputs)));
    }
    case 'source':
      return Object.freeze({ ...node, output: narrow(node.output!, needed) });
    case 'read':
      return Object.freeze({
        ...node,
        output: atLeastOne(
          node.output!.filter((a) => needed.has(a.id)),
          node.output!,
        ),
      });
    case 'range':
    case 'local':
    case 'cached':
      return node;
    case 'filter':
    case 'sort':
    case 'join':
    case 'repartition':
    case 'limit':
    case 'generate':
    case 'sample':
    case 'alias':
      return over(node, merge(needed, demand(expressionsOf(node))));
    case 'distinct':
      return over(node, node.columns === undefined ? all(outputOf(node.child)) : merge(needed, demand(node.columns)));
    case 'set':
    case 'map':
    case 'write':
    case 'pivot':
    case 'unpivot':
    case 'select':
      return over(node, all(inputsOf(node).flatMap((input) => outputOf(input))));
  }
}

/** Prunes the inputs, and gives the node's own expressions the columns as the inputs now have them. */
function over(node: Relation, needed: Needed): Relation {
  const inputs = inputsOf(node).map((input) => prune(input, needed));
  const now = new Map(inputs.flatMap((input) => outputOf(input).map((a) => [a.id, a] as const)));
  const rebound = mapExpressions(withInputs(node, inputs), (e) =>
    transformUp(e, (part) => (part.kind === 'attribute' ? (now.get(part.id) ?? part) : part)),
  );
  return rebound;
}

function narrow(output: readonly Attribute[], needed: Needed): Attribute[] {
  const kept = output.flatMap((a): Attribute[] => {
    const use = needed.get(a.id);
    if (use === undefined) return [];
    if (use === 'all' || a.type.kind !== 'struct') return [a];
    return [Object.freeze({ ...a, type: t.struct(a.type.fields.filter((f) => use.has(f.name))) })];
  });
  const [first] = output;
  if (kept.length > 0 || first === undefined) return kept;
  return [first.type.kind === 'struct' ? Object.freeze({ ...first, type: t.struct(first.type.fields.slice(0, 1)) }) : first];
}

/** Rows without any column cannot be counted: the column that is cheapest to read stays. */
function atLeastOne(kept: readonly Attribute[], output: readonly Attribute[]): readonly Attribute[] {
  return kept.length > 0
    ? kept
    : [output.find((a) => !['string', 'binary', 'array', 'map', 'struct', 'vector'].includes(a.type.kind)) ?? output[0]!].filter(Boolean);
}

const all = (attributes: readonly Attribute[]): Needed => new Map(attributes.map((a) => [a.id, 'all']));

function demand(expressions: readonly Expression[]): Needed {
  const needed: Needed = new Map();
  for (const e of expressions) {
    visit(e, (part) => {
      if (part.kind === 'field' && part.child.kind === 'attribute') {
        const before = needed.get(part.child.id);
        if (before !== 'all') needed.set(part.child.id, (before ?? new Set()).add(part.name));
        return false;
      }
      if (part.kind === 'attribute') needed.set(part.id, 'all');
      return true;
    });
  }
  return needed;
}

function merge(a: Needed, b: Needed): Needed {
  const merged: Needed = new Map(a);
  for (const [id, use] of b) {
    const other = merged.get(id);
    merged.set(id, other === undefined ? use : other === 'all' || use === 'all' ? 'all' : new Set([...other, ...use]));
  }
  return merged;
}
