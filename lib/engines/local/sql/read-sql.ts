import type { ReadRelation } from '#lib/plan/relation.js';
import { string, struct, type Field } from '#lib/types/data-type.js';
import { castSql } from './cast-sql.js';
import { csvSql, csvValueSql } from './csv-sql.js';
import { databaseSql } from './database-sql.js';
import { columnSql } from './expression-sql.js';
import { fileListSql, foldersSql } from './file-list-sql.js';
import { quoteIdentifier } from './quote.js';
import type { SqlTools } from './sql-tools.js';
import { typeSql } from './type-sql.js';

/** The files of a read as a DuckDB query of the columns that are asked for. */
export function readSql(node: ReadRelation, tools: SqlTools): string {
  const fields = new Map(node.schema.fields.map((f) => [f.name, f]));
  const columns = node.output!.map((a) => `${valueSql(fields.get(a.name)!, node, tools)} AS ${columnSql(a)}`);
  const list = columns.length === 0 ? '1' : columns.join(', ');
  return node.paths.length === 0
    ? `SELECT ${node.output!.map((a) => `CAST(NULL AS ${typeSql(a.type)}) AS ${columnSql(a)}`).join(', ') || '1'} LIMIT 0`
    : `SELECT ${list} FROM ${scanSql(node)}`;
}

/** A column in the type that the schema says: what the file has is cast, what folders say and csv has is read from text. */
function valueSql(field: Field, node: ReadRelation, tools: SqlTools): string {
  const name = quoteIdentifier(field.name);
  if (node.missing?.includes(field.name)) return `CAST(NULL AS ${typeSql(field.type)})`;
  if (node.folders?.includes(field.name)) return castSql(name, string, field.type, false, tools);
  return node.format === 'csv' ? csvValueSql(name, field.type, tools) : `CAST(${name} AS ${typeSql(field.type)})`;
}

function scanSql(node: ReadRelation): string {
  const folders = node.folders ?? [];
  if (node.format === 'jdbc') return databaseSql(node.options);
  if (node.format !== 'csv') return parquetSql(node.paths, folders);
  return csvSql(node.paths, node.options, struct(node.schema.fields.filter((f) => !folders.includes(f.name))), folders);
}

/** DuckDB's reading of parquet files; columns are found by their names, whatever their order. */
export const parquetSql = (paths: readonly string[], folders: readonly string[]): string =>
  `read_parquet(${[fileListSql(paths), `union_by_name = ${paths.length > 1}`, 'binary_as_string = false', ...foldersSql(folders)].join(', ')})`;
