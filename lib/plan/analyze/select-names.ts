import { AnalysisError } from '#lib/errors.js';
import { columnName } from '../attribute.js';
import type { Expression } from '../expression.js';
import { mapParts } from '../map-expression.js';
import { hasAggregate, type Analysis } from './resolve.js';
import type { Scope } from './scope.js';

/** What the names and places in a SELECT's clauses mean in terms of its select list. */
export class SelectNames {
  readonly #aliases = new Map<string, Expression>();
  readonly #columns: readonly Expression[];
  readonly #scope: Scope;
  readonly #analysis: Analysis;

  constructor(columns: readonly Expression[], scope: Scope, analysis: Analysis) {
    this.#scope = scope;
    this.#analysis = analysis;
    this.#columns = columns.map((e) => {
      const own = this.#aliases.size === 0 ? e : this.#behind(e);
      if (own.kind === 'alias') this.#aliases.set(this.#fold(own.name), own.child);
      return own;
    });
  }

  /** The select list, in which names that only earlier columns have are what those columns are. */
  get columns(): readonly Expression[] {
    return this.#columns;
  }

  /** `GROUP BY 2`, `GROUP BY alias`: a column of the input wins over an alias. */
  grouping(e: Expression): Expression {
    const at = this.#ordinal(e, 'GROUP BY');
    if (at !== undefined) {
      if (hasAggregate(at, this.#analysis.functions))
        throw new AnalysisError(
          'GROUP_BY_POS_AGGREGATE',
          `GROUP BY ${columnName(e)} must be a column that aggregates nothing; it is ${columnName(at)}`,
          {
            sqlState: '42903',
          },
        );
      return at;
    }
    return this.#behind(e);
  }

  /** `ORDER BY 2`, `ORDER BY alias + 1`, `HAVING alias > 1`: an alias wins over a column of the input. */
  ordering(e: Expression): Expression {
    return this.#ordinal(e, 'ORDER BY') ?? this.over(e);
  }
  over(e: Expression): Expression {
    const alias =
      e.kind === 'column' && e.parts.length === 1 && e.relation === undefined ? this.#aliases.get(this.#fold(e.parts[0]!)) : undefined;
    return alias ?? mapParts(e, (part) => this.over(part));
  }

  #behind(e: Expression): Expression {
    if (e.kind === 'column') {
      const alias = this.#aliases.get(this.#fold(e.parts[0]!));
      if (alias === undefined || this.#scope.find(e) !== undefined) return e;
      return e.parts.slice(1).reduce<Expression>((child, name) => ({ kind: 'field', child, name }), alias);
    }
    return mapParts(e, (part) => this.#behind(part));
  }

  #ordinal(e: Expression, clause: string): Expression | undefined {
    if (e.kind !== 'literal' || e.type.kind !== 'integer') return undefined;
    const column = this.#columns[Number(e.value) - 1];
    if (column === undefined)
      throw new AnalysisError(
        clause === 'GROUP BY' ? 'GROUP_BY_POS_OUT_OF_RANGE' : 'ORDER_BY_POS_OUT_OF_RANGE',
        `${clause} ${String(e.value)} must be the place of a column, from 1 to ${this.#columns.length}`,
        { sqlState: '42805' },
      );
    return column.kind === 'alias' ? column.child : column;
  }

  #fold(name: string): string {
    return this.#analysis.caseSensitive ? name : name.toLowerCase();
  }
}
