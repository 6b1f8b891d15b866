import { AnalysisError } from '#lib/errors.js';
import { relation, type WriteRelation } from '#lib/plan/relation.js';
import type { DataFrame } from './data-frame.js';
import { type OptionValue, withOptions } from './with-options.js';

/** What happens when there is data at the path already. */
export type SaveMode = 'append' | 'overwrite' | 'ignore' | 'error' | 'errorifexists' | 'default';
const MODES: readonly string[] = ['append', 'overwrite', 'ignore', 'error', 'errorifexists', 'default'];

/** Writes a DataFrame to files. A write is atomic: one that fails leaves what was there before, and no half files. */
export class DataFrameWriter {
  readonly #frame: DataFrame;
  #format = 'parquet';
  #mode: WriteRelation['mode'] = 'error';
  #partitionBy: readonly string[] = [];
  #options: Readonly<Record<string, string>> = {};

  constructor(frame: DataFrame) {
    this.#frame = frame;
  }

  format(name: string): this {
    this.#format = name;
    return this;
  }
  /** `error` (the default) refuses a path that exists. */
  mode(given: SaveMode): this {
    const mode = String(given).toLowerCase() as SaveMode;
    if (!MODES.includes(mode))
      throw new AnalysisError('INVALID_SAVE_MODE', `The save mode must be one of ${MODES.join(', ')}; got '${String(given)}'`, {
        sqlState: '42000',
      });
    this.#mode = mode === 'errorifexists' || mode === 'default' ? 'error' : mode;
    return this;
  }
  option(key: string, value: OptionValue): this {
    if (value !== null) this.#options = withOptions(this.#options, { [key]: value });
    return this;
  }
  options(options: Readonly<Record<string, OptionValue>>): this {
    for (const [key, value] of Object.entries(options)) this.option(key, value);
    return this;
  }
  /** Folders `column=value` below the path, one for each combination of values. */
  partitionBy(...columns: readonly (string | readonly string[])[]): this {
    this.#partitionBy = columns.flat();
    return this;
  }

  parquet(path: string): Promise<void> {
    return this.format('parquet').save(path);
  }
  /** Times are written with milliseconds and spaces around values are not, as in Spark; `timestampFormat`, `ignoreLeadingWhiteSpace` and `ignoreTrailingWhiteSpace` say otherwise. */
  csv(path: string): Promise<void> {
    return this.format('csv').save(path);
  }
  /** A line a row; fields that are null are left out unless option `ignoreNullFields` is false. */
  json(path: string): Promise<void> {
    return this.format('json').save(path);
  }
  /** The one column of strings, a line a row. */
  text(path: string): Promise<void> {
    return this.format('text').save(path);
  }
  /** Throws: DuckDB writes no ORC. */
  orc(path: string): Promise<void> {
    return this.format('orc').save(path);
  }
  /** Throws: XML is not written here. */
  xml(path: string): Promise<void> {
    return this.format('xml').save(path);
  }
  /** Throws: databases are read, not written. */
  jdbc(url: string, table: string): Promise<void> {
    return this.format('jdbc').save(`${url}/${table}`);
  }

  /** Throws: buckets are of tables, and there is no metastore. */
  bucketBy(_buckets: number, ..._columns: string[]): never {
    return noTables('bucketBy');
  }
  /** Throws: see `bucketBy`. */
  sortBy(..._columns: string[]): never {
    return noTables('sortBy');
  }
  /** Throws: see `bucketBy`. */
  clusterBy(..._columns: string[]): never {
    return noTables('clusterBy');
  }
  /** Throws: there is no metastore that keeps tables. */
  saveAsTable(_name: string): never {
    return noTables('saveAsTable');
  }
  /** Throws: see `saveAsTable`. */
  insertInto(_name: string): never {
    return noTables('insertInto');
  }

  /** Runs the plan and writes its rows to `path`, or to option `path`. */
  async save(given?: string): Promise<void> {
    const path = given ?? Object.entries(this.#options).find(([key]) => key.toLowerCase() === 'path')?.[1];
    if (path === undefined || path === '')
      throw new AnalysisError('PATH_REQUIRED', "A write must have a path; got none. Give it: save('DIR').", { sqlState: '42601' });
    const write = relation<WriteRelation>({
      kind: 'write',
      child: this.#frame.relation,
      format: this.#format,
      path,
      mode: this.#mode,
      partitionBy: this.#partitionBy,
      options: this.#options,
    });
    for await (const _ of this.#frame.engine.run(write, { description: `write ${path}` }));
  }
}

function noTables(method: string): never {
  throw new AnalysisError(
    'UNSUPPORTED_FEATURE.TABLE_OPERATION',
    `${method} needs a metastore, which there is none here. Write files: partitionBy(…).parquet('DIR'), and name them: createOrReplaceTempView.`,
    { sqlState: '0A000' },
  );
}
