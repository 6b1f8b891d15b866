import { AnalysisError } from '#lib/errors.js';
import { didYouMean } from '#lib/nearest-name.js';
import type { Relation } from '#lib/plan/relation.js';

/** A view as `listTables` gives it. */
export interface TableEntry {
  readonly name: string;
  readonly tableType: 'TEMPORARY';
  readonly isTemporary: true;
}

/** The names that SQL text can use in a session. */
export class Catalog {
  readonly #views = new Map<string, { readonly name: string; readonly relation: Relation }>();

  /** The relation of a view; throws TABLE_OR_VIEW_NOT_FOUND with the nearest names. */
  lookup(name: string): Relation {
    const view = this.#views.get(name.toLowerCase());
    if (view === undefined) {
      throw new AnalysisError(
        'TABLE_OR_VIEW_NOT_FOUND',
        `No table or view '${name}'.${didYouMean(
          name,
          [...this.#views.values()].map((v) => v.name),
        )} Make one: df.createOrReplaceTempView('${name}').`,
        { sqlState: '42P01' },
      );
    }
    return view.relation;
  }

  register(name: string, relation: Relation, replace: boolean): void {
    if (!/^(?:global_temp\.)?[\p{L}_][\p{L}\p{N}_]*$/u.test(name))
      throw new AnalysisError('INVALID_VIEW_NAME', `A view's name must be letters, digits and underscores; got '${name}'`, {
        sqlState: '42602',
      });
    if (!replace && this.#views.has(name.toLowerCase()))
      throw new AnalysisError(
        'TEMP_TABLE_OR_VIEW_ALREADY_EXISTS',
        `View '${name}' exists already. Use createOrReplaceTempView('${name}').`,
        { sqlState: '42P07' },
      );
    this.#views.set(name.toLowerCase(), { name, relation });
  }

  tableExists(name: string): boolean {
    return this.#views.has(name.toLowerCase());
  }
  listTables(): TableEntry[] {
    return [...this.#views.values()].map(({ name }) => ({ name, tableType: 'TEMPORARY', isTemporary: true }));
  }
  /** Forgets a view; says whether there was one. */
  dropTempView(name: string): boolean {
    return this.#views.delete(name.toLowerCase());
  }
}
