import { AnalysisError } from '#lib/errors.js';
import type { FileOptions } from '#lib/io/file-options.js';
import { relation, type ReadRelation } from '#lib/plan/relation.js';
import { fromArrowSchema } from '#lib/types/arrow.js';
import { databaseSql } from '../sql/database-sql.js';
import type { ScanTools } from './found-files.js';

/** A table of SQLite (`jdbc:sqlite:FILE`) or Postgres (`jdbc:postgresql://HOST/DB`), by DuckDB's extension for it. Throws where that cannot be loaded. */
export function scanJdbc(options: FileOptions, tools: ScanTools): ReadRelation {
  const url = /^jdbc:(sqlite|postgresql):/.exec(options['url'] ?? '');
  if (url === null || options['dbtable'] === undefined)
    throw new AnalysisError(
      'INVALID_OPTION',
      `A read of jdbc must have option('url', 'jdbc:sqlite:FILE' or 'jdbc:postgresql://…') and option('dbtable', NAME); got url '${options['url'] ?? ''}' and dbtable '${options['dbtable'] ?? ''}'`,
      { sqlState: '22023' },
    );
  const extension = url[1] === 'sqlite' ? 'sqlite' : 'postgres';
  const connection = tools.connect();
  try {
    load(() => connection.executeSync(`INSTALL ${extension}; LOAD ${extension}`), extension);
    const schema = fromArrowSchema(connection.describe(`SELECT * FROM ${databaseSql(options)}`));
    return relation<ReadRelation>({ kind: 'read', format: 'jdbc', paths: [options['url']!], options, schema });
  } finally {
    void connection.close();
  }
}

function load(run: () => void, extension: string): void {
  try {
    run();
  } catch (cause) {
    throw new AnalysisError(
      'UNSUPPORTED_DATA_SOURCE',
      `A database must be read through the extension ${extension} of DuckDB, which cannot be loaded or fetched here. Run INSTALL ${extension} once where there is a network, or export the table as parquet or csv.`,
      { cause, sqlState: '0A000' },
    );
  }
}
