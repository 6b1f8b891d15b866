import type { FromDDL } from '#lib/column/ddl-shape.js';
import type { StructType } from '#lib/types/data-type.js';
import { parseSchema } from '#lib/types/ddl.js';
import { DataFrame } from './data-frame.js';
import type { FrameSession } from './frame-session.js';

type Option = string | number | boolean;

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
  option(key: string, value: Option): DataFrameReader<S> {
    return this.options({ [key]: value });
  }
  options(options: Readonly<Record<string, Option>>): DataFrameReader<S> {
    const texts = Object.fromEntries(Object.entries(options).map(([key, value]) => [key, String(value)]));
    return new DataFrameReader(this.#session, this.#format, { ...this.#options, ...texts }, this.#schema);
  }
  /** The schema of files that do not say theirs (csv, json), as DDL text or a StructType. */
  schema<const D extends string>(schema: D): DataFrameReader<FromDDL<D>>;
  schema(schema: StructType): DataFrameReader;
  schema(schema: string | StructType): DataFrameReader {
    return new DataFrameReader(this.#session, this.#format, this.#options, typeof schema === 'string' ? parseSchema(schema) : schema);
  }

  parquet(...paths: string[]): DataFrame<S> {
    return this.format('parquet').load(...paths);
  }
  csv(...paths: string[]): DataFrame<S> {
    return this.format('csv').load(...paths);
  }
  json(...paths: string[]): DataFrame<S> {
    return this.format('json').load(...paths);
  }
  text(...paths: string[]): DataFrame<S> {
    return this.format('text').load(...paths);
  }
  /** One row a file: path, modificationTime, length, content. */
  binaryFile(...paths: string[]): DataFrame<S> {
    return this.format('binaryFile').load(...paths);
  }
  /** One row a picture, in Spark's image schema; pixels stay compressed until they are used (mode -1). */
  image(...paths: string[]): DataFrame<S> {
    return this.format('image').load(...paths);
  }

  load(...paths: string[]): DataFrame<S> {
    return new DataFrame<S>(this.#session, this.#session.scanFiles(this.#format, paths, this.#options, this.#schema));
  }
}
