import type { Expression } from '#lib/plan/expression.js';
import { string } from '#lib/types/data-type.js';
import { parseName } from './name.js';

/** The struct with one field set; a path sets it in the struct that the path leads to. */
export const withField = (struct: Expression, path: string, value: Expression): Expression => set(struct, partsOf(path), value);

/** The struct without one field; a path drops it from the struct that the path leads to. */
export const dropField = (struct: Expression, path: string): Expression => drop(struct, partsOf(path));

function set(struct: Expression, [name, ...rest]: readonly string[], value: Expression): Expression {
  const inner = rest.length === 0 ? value : set(fieldOf(struct, name!), rest, value);
  return Object.freeze({ kind: 'call', fn: 'with_field', args: [struct, text(name!), inner] });
}

function drop(struct: Expression, [name, ...rest]: readonly string[]): Expression {
  if (rest.length === 0) return Object.freeze({ kind: 'call', fn: 'drop_field', args: [struct, text(name!)] });
  return Object.freeze({ kind: 'call', fn: 'with_field', args: [struct, text(name!), drop(fieldOf(struct, name!), rest)] });
}

const fieldOf = (child: Expression, name: string): Expression => Object.freeze({ kind: 'field', child, name });
const text = (value: string): Expression => Object.freeze({ kind: 'literal', type: string, value });

function partsOf(path: string): readonly string[] {
  const e = parseName(path);
  return e.kind === 'column' ? e.parts : [path];
}
