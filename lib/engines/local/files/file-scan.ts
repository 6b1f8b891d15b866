import { AnalysisError } from '#lib/errors.js';
import { fromArrowSchema } from '#lib/types/arrow.js';
import * as t from '#lib/types/data-type.js';
import type { Field, StructType } from '#lib/types/data-type.js';
import type { Connection } from '../duckdb/connection.js';
import { sparkError } from '../spark-error.js';
import { scanSql } from '../sql/read-sql.js';
import { csvSchema } from './csv-schema.js';
import { expandPaths } from './expand-paths.js';
import { storedSchema } from './stored-schema.js';

/** Files to read, and the schema that they have. */
export class FileScan {
  readonly paths: readonly string[];
  readonly schema: StructType;

  private constructor(paths: readonly string[], schema: StructType) {
    this.paths = paths;
    this.schema = schema;
  }

  /** Looks at the files for their schema, unless it is given. Throws PATH_NOT_FOUND where there are none. */
  static open(
    connect: () => Connection,
    format: string,
    given: readonly string[],
    options: Readonly<Record<string, string>>,
    schema?: StructType,
  ): FileScan {
    if (given.length === 0) throw new AnalysisError('PATH_REQUIRED', `A read of ${format} must have a path; got none`);
    const paths = expandPaths(given);
    if (paths.length === 0) throw new AnalysisError('PATH_NOT_FOUND', `No data files below '${given.join("', '")}'`, { sqlState: '42K03' });
    const connection = connect();
    try {
      if (format.toLowerCase() === 'csv') return new FileScan(paths, schema ?? csvSchema(connection, paths, options));
      const found = fromArrowSchema(connection.describe(`SELECT * FROM ${scanSql(format, paths, options)}`));
      return new FileScan(paths, schema ?? storedSchema(connection, format, paths[0]!, found) ?? sparkSchema(found, format));
    } catch (error) {
      throw sparkError(error);
    } finally {
      void connection.close();
    }
  }
}

/** The schema as Spark would find it: json fields in the order of their names and dates as text. */
function sparkSchema(found: StructType, format: string): StructType {
  switch (format.toLowerCase()) {
    case 'json':
      return t.struct(found.fields.map(jsonField).sort((a, b) => (a.name < b.name ? -1 : 1)));
    default:
      return found;
  }
}

const jsonField = (f: Field): Field => t.field(f.name, jsonType(f.type));

function jsonType(type: t.DataType): t.DataType {
  switch (type.kind) {
    case 'date':
    case 'timestamp':
    case 'timestamp_ntz':
      return t.string;
    case 'array':
      return t.array(jsonType(type.element));
    case 'struct':
      return t.struct(type.fields.map(jsonField).sort((a, b) => (a.name < b.name ? -1 : 1)));
    default:
      return type;
  }
}
