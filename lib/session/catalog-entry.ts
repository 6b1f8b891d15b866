import type { StructType } from '#lib/types/data-type.js';
import { typeName } from '#lib/types/type-name.js';

/** A view, as `listTables` and `getTable` give it. */
export interface TableEntry {
  readonly name: string;
  readonly catalog: string | null;
  readonly namespace: readonly string[];
  readonly description: string | null;
  readonly tableType: 'TEMPORARY';
  readonly isTemporary: true;
}

/** A column of a view, as `listColumns` gives it. */
export interface ColumnEntry {
  readonly name: string;
  readonly description: string | null;
  readonly dataType: string;
  readonly nullable: boolean;
  readonly isPartition: false;
  readonly isBucket: false;
  readonly isCluster: false;
}

/** A function of SQL text, as `listFunctions` and `getFunction` give it. */
export interface FunctionEntry {
  readonly name: string;
  readonly isTemporary: boolean;
}

/** A database, as `listDatabases` gives it. */
export interface DatabaseEntry {
  readonly name: string;
  readonly catalog: string;
  readonly description: string;
}

/** A catalog, as `listCatalogs` gives it. */
export interface CatalogEntry {
  readonly name: string;
  readonly description: string | null;
}

/** The entry of a view by the name that SQL text has for it: `global_temp.name` where sessions share it. */
export const tableEntry = (name: string): TableEntry => ({
  name,
  catalog: null,
  namespace: name.toLowerCase().startsWith('global_temp.') ? ['global_temp'] : [],
  description: null,
  tableType: 'TEMPORARY',
  isTemporary: true,
});

/** The entries of a schema's columns. */
export const columnEntries = (schema: StructType): ColumnEntry[] =>
  schema.fields.map((field) => ({
    name: field.name,
    description: (field.metadata?.['comment'] as string | undefined) ?? null,
    dataType: typeName(field.type),
    nullable: field.nullable,
    isPartition: false,
    isBucket: false,
    isCluster: false,
  }));
