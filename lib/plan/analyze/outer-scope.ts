import type { ColumnName, Expression, Outer } from '../expression.js';
import { expressionKey } from '../expression-key.js';
import { nullableOf, typeOf } from '../type-of.js';
import type { Analysis } from './resolve.js';
import type { Scope } from './scope.js';

/** The columns of the row around a subquery or lateral relation: those that are named inside it are taken, once each. */
export class OuterScope {
  readonly #scope: Scope;
  readonly #around: OuterScope | undefined;
  readonly #taken: Expression[] = [];
  readonly #places = new Map<string, number>();

  constructor(scope: Scope, analysis: Analysis) {
    this.#scope = scope;
    this.#around = analysis.outer;
  }

  /** The values that were taken, as expressions of the row around. */
  get taken(): readonly Expression[] {
    return this.#taken;
  }

  /** What a name means around the subquery, or further out; undefined where nothing has it. */
  find(name: ColumnName): Outer | undefined {
    const found = this.#scope.find(name) ?? this.#around?.find(name);
    if (found === undefined) return undefined;
    const key = expressionKey(found);
    let index = this.#places.get(key);
    if (index === undefined) this.#places.set(key, (index = this.#taken.push(found) - 1));
    return Object.freeze({ kind: 'outer', index, name: name.parts.join('.'), type: typeOf(found), nullable: nullableOf(found) });
  }
}
