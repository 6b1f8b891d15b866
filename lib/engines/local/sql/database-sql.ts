import type { FileOptions } from '#lib/io/file-options.js';
import { quoteText } from './quote.js';

/** A table of a database as DuckDB's extensions read it. */
export function databaseSql(options: FileOptions): string {
  const url = options['url']!;
  const table = options['dbtable']!;
  if (url.startsWith('jdbc:sqlite:')) return `sqlite_scan(${quoteText(url.slice('jdbc:sqlite:'.length))}, ${quoteText(table)})`;
  const [schema, name] = table.includes('.')
    ? [table.slice(0, table.indexOf('.')), table.slice(table.indexOf('.') + 1)]
    : ['public', table];
  const address = new URL(url.slice('jdbc:'.length));
  if (options['user'] !== undefined) address.username = encodeURIComponent(options['user']);
  if (options['password'] !== undefined) address.password = encodeURIComponent(options['password']);
  return `postgres_scan(${[address.href, schema, name].map(quoteText).join(', ')})`;
}
