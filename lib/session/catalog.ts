import { functionTable } from '#lib/column/functions/table.js';
import type { Engine, StorageLevel } from '#lib/engines/engine.js';
import { AnalysisError } from '#lib/errors.js';
import { leaveOut } from '#lib/frame/left-out.js';
import { didYouMean } from '#lib/nearest-name.js';
import type { Relation } from '#lib/plan/relation.js';
import {
  columnEntries,
  tableEntry,
  type CatalogEntry,
  type ColumnEntry,
  type DatabaseEntry,
  type FunctionEntry,
  type TableEntry,
} from './catalog-entry.js';
import { CATALOG_LEFT_OUT } from './left-out.js';

/** What a catalog needs of its session. */
export interface CatalogHost {
  readonly engine: Engine;
  readonly udf: { names(): string[] };
}

/** The names that SQL text can use in a session. */
export class Catalog {
  readonly #views = new Map<string, { readonly name: string; readonly relation: Relation }>();
  readonly #host: CatalogHost;

  constructor(host: CatalogHost) {
    this.#host = host;
  }

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
  /** Every view; those that sessions share are called `global_temp.name`. */
  listTables(): TableEntry[] {
    return [...this.#views.values()].map(({ name }) => tableEntry(name));
  }
  /** Same as `listTables`: there are views only. */
  listViews(): TableEntry[] {
    return this.listTables();
  }
  /** The view of that name; TABLE_OR_VIEW_NOT_FOUND where there is none. */
  getTable(name: string): TableEntry {
    this.lookup(name);
    return tableEntry(this.#views.get(name.toLowerCase())!.name);
  }
  /** The columns of a view. */
  listColumns(name: string): ColumnEntry[] {
    return columnEntries(this.#host.engine.schema(this.lookup(name)));
  }
  /** Forgets a view; says whether there was one. */
  dropTempView(name: string): boolean {
    return this.#views.delete(name.toLowerCase());
  }
  /** Forgets the view `global_temp.name`; says whether there was one. */
  dropGlobalTempView(name: string): boolean {
    return this.dropTempView(`global_temp.${name}`);
  }

  /** The functions of SQL text, the user's own among them, by name. */
  listFunctions(): FunctionEntry[] {
    const user = new Set(this.#host.udf.names());
    const known = [...functionTable.keys()].filter((name) => /^\w+$/.test(name) && !user.has(name));
    return [...known.map((name) => ({ name, isTemporary: false })), ...[...user].map((name) => ({ name, isTemporary: true }))].sort(
      (a, b) => (a.name < b.name ? -1 : 1),
    );
  }
  functionExists(name: string): boolean {
    return this.#function(name) !== undefined;
  }
  /** The function of that name, whatever the case; UNRESOLVED_ROUTINE where there is none. */
  getFunction(name: string): FunctionEntry {
    const found = this.#function(name);
    if (found !== undefined) return found;
    const names = this.listFunctions().map((f) => f.name);
    throw new AnalysisError('UNRESOLVED_ROUTINE', `No function '${name}'.${didYouMean(name, names)}`, { sqlState: '42883' });
  }

  /** The one database: `default`. */
  listDatabases(): DatabaseEntry[] {
    return [this.getDatabase('default')];
  }
  databaseExists(name: string): boolean {
    return name.toLowerCase() === 'default';
  }
  getDatabase(name: string): DatabaseEntry {
    this.setCurrentDatabase(name);
    return { name: 'default', catalog: 'spark_catalog', description: 'the views of this session' };
  }
  currentDatabase(): string {
    return 'default';
  }
  /** Takes `default` and changes nothing; SCHEMA_NOT_FOUND for another name. */
  setCurrentDatabase(name: string): void {
    if (!this.databaseExists(name))
      throw new AnalysisError('SCHEMA_NOT_FOUND', `A database must be 'default', the only one; got '${name}'`, { sqlState: '42704' });
  }
  listCatalogs(): CatalogEntry[] {
    return [{ name: 'spark_catalog', description: null }];
  }
  currentCatalog(): string {
    return 'spark_catalog';
  }
  /** Takes `spark_catalog` and changes nothing; CATALOG_NOT_FOUND for another name. */
  setCurrentCatalog(name: string): void {
    if (name !== 'spark_catalog')
      throw new AnalysisError('CATALOG_NOT_FOUND', `A catalog must be 'spark_catalog', the only one; got '${name}'`, { sqlState: '42P08' });
  }

  /** Keeps a view's rows after the first action that needs them. */
  cacheTable(name: string, level: StorageLevel = 'MEMORY_AND_DISK'): void {
    this.#host.engine.persist(this.lookup(name), level);
  }
  async uncacheTable(name: string): Promise<void> {
    await this.#host.engine.unpersist(this.lookup(name));
  }
  isCached(name: string): boolean {
    return this.#host.engine.storageLevel(this.lookup(name)) !== undefined;
  }
  /** Lets go of the rows of every view that is cached. */
  async clearCache(): Promise<void> {
    await Promise.all([...this.#views.values()].map(({ relation }) => this.#host.engine.unpersist(relation)));
  }
  /** Reads a view's files anew where its rows are cached. */
  async refreshTable(name: string): Promise<void> {
    const level = this.#host.engine.storageLevel(this.lookup(name));
    await this.uncacheTable(name);
    if (level !== undefined) this.cacheTable(name, level);
  }

  #function(name: string): FunctionEntry | undefined {
    return this.listFunctions().find((f) => f.name.toLowerCase() === name.toLowerCase());
  }
}

leaveOut(Catalog, CATALOG_LEFT_OUT);
