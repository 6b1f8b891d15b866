import type { Relation } from '#lib/plan/relation.js';

/** What a statement asks for: rows, or a change of the session. */
export type Statement =
  | { readonly kind: 'query'; readonly node: Relation }
  | { readonly kind: 'create-view'; readonly name: string; readonly replace: boolean; readonly node: Relation }
  | { readonly kind: 'create-view-using'; readonly name: string; readonly replace: boolean; readonly source: FileSource }
  | { readonly kind: 'drop-view'; readonly name: string; readonly ifExists: boolean }
  | { readonly kind: 'show-tables'; readonly views: boolean; readonly pattern: string | undefined }
  | { readonly kind: 'show-functions'; readonly which: 'all' | 'user' | 'system'; readonly pattern: string | undefined }
  | { readonly kind: 'show-namespaces'; readonly column: string; readonly value: string }
  | { readonly kind: 'show-columns'; readonly node: Relation }
  | { readonly kind: 'describe'; readonly node: Relation }
  | { readonly kind: 'describe-function'; readonly name: string }
  | { readonly kind: 'cache'; readonly name: string; readonly node: Relation | undefined }
  | { readonly kind: 'uncache'; readonly name: string; readonly ifExists: boolean }
  | { readonly kind: 'clear-cache' }
  | { readonly kind: 'explain'; readonly node: Relation; readonly mode: 'simple' | 'extended' | 'formatted' | 'cost' }
  | { readonly kind: 'set'; readonly key: string | undefined; readonly value: string | undefined }
  | { readonly kind: 'reset'; readonly key: string | undefined }
  | { readonly kind: 'use' };

/** Files that a view reads: `CREATE TEMP VIEW v USING csv OPTIONS (path 'p', header true)`. */
export interface FileSource {
  readonly format: string;
  readonly options: Readonly<Record<string, string>>;
  /** DDL text of the columns, where they are given. */
  readonly schema: string | undefined;
}
