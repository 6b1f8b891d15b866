import { checkPaths } from '#lib/io/check-paths.js';
import type { FromDDL } from '#lib/column/ddl-shape.js';
import type { StructType } from '#lib/types/data-type.js';
import { parseSchema } from '#lib/types/ddl.js';
import { DataFrame } from './data-frame.js';
import type { FrameSession } from './frame-session.js';
import { type OptionValue, withOptions } from './with-options.js';

/** Reads files into a DataFrame: `spark.read.option('header', true).csv(path)`. Paths may have globs; nothing but the schema is read yet. */
export class DataFrameReader<S extends object = any> {
  readonly #session: FrameSession;
  readonly #format: string;
  readonly #options: Readonly<Record<string, string>>;
  readonly #schema: StructType | undefined;

  constructor(session: FrameSession, format = 'parquet', options: Readonly<Record<string, string>> = {}, schema?: StructType) {
    this.#session = session;
    this.#format = format;
    this.#options = options;
    this.#schema = schema;
  }

  format(name: string): DataFrameReader<S> {
    return new DataFrameReader(this.#session, name, this.#options, this.#schema);
  }
  option(key: string, value: OptionValue): DataFrameReader<S> {
    return this.options({ [key]: value });
  }
  options(options: Readonly<Record<string, OptionValue>>): DataFrameReader<S> {
    return new DataFrameReader(this.#session, this.#format, withOptions(this.#options, options), this.#schema);
  }
  /** The schema of files that do not say theirs (csv, json), as DDL text or a StructType. */
  schema<const D extends string>(schema: D): DataFrameReader<FromDDL<D>>;
  schema(schema: StructType): DataFrameReader;
  schema(schema: string | StructType): DataFrameReader {
    return new DataFrameReader(this.#session, this.#format, this.#options, typeof schema === 'string' ? parseSchema(schema) : schema);
  }

  parquet(...paths: (string | readonly string[])[]): DataFrame<S> {
    return this.format('parquet').load(...paths);
  }
  /**
   * Csv by Spark's options. Files that every reader takes alike (UTF-8, quotes only around whole values of one line) are read
   * by DuckDB, others, and all where a mode, a pattern, a comment, `multiLine` quotes or a column of corrupt records is asked
   * for, by the workers, which takes about three times as long.
   */
  csv(...paths: (string | readonly string[])[]): DataFrame<S> {
    return this.format('csv').load(...paths);
  }
  json(...paths: (string | readonly string[])[]): DataFrame<S> {
    return this.format('json').load(...paths);
  }
  /** A row a line in column `value`, or with option `wholetext` a row a file. */
  text(...paths: (string | readonly string[])[]): DataFrame<S> {
    return this.format('text').load(...paths);
  }
  /** One row a file: path, modificationTime, length, content. */
  binaryFile(...paths: (string | readonly string[])[]): DataFrame<S> {
    return this.format('binaryFile').load(...paths);
  }
  /** One row a picture, in Spark's image schema; pixels stay compressed until they are used (mode -1). */
  image(...paths: (string | readonly string[])[]): DataFrame<S> {
    return this.format('image').load(...paths);
  }

  /** Throws: DuckDB reads no ORC. */
  orc(...paths: (string | readonly string[])[]): DataFrame<S> {
    return this.format('orc').load(...paths);
  }
  /** Throws: XML is not read here. */
  xml(...paths: (string | readonly string[])[]): DataFrame<S> {
    return this.format('xml').load(...paths);
  }
  /** A table of SQLite (`jdbc:sqlite:FILE`) or Postgres (`jdbc:postgresql://…`), where DuckDB's extension for it can be loaded. */
  jdbc(url: string, table: string, properties: Readonly<Record<string, string>> = {}): DataFrame<S> {
    return this.format('jdbc').options(properties).option('url', url).option('dbtable', table).load();
  }

  load(...paths: (string | readonly string[])[]): DataFrame<S> {
    const checked = checkPaths(`read.${this.#format}`, paths);
    return new DataFrame<S>(this.#session, this.#session.scanFiles(this.#format, checked, this.#options, this.#schema));
  }
}
