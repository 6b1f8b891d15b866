import { AnalysisError } from '#lib/errors.js';
import { relation, type WriteRelation } from '#lib/plan/relation.js';
import type { DataFrame } from './data-frame.js';

/** What happens when there is data at the path already. */
export type SaveMode = 'append' | 'overwrite' | 'ignore' | 'error' | 'errorifexists';
const MODES: readonly string[] = ['append', 'overwrite', 'ignore', 'error', 'errorifexists'];

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
  mode(mode: SaveMode): this {
    if (!MODES.includes(mode))
      throw new AnalysisError('INVALID_SAVE_MODE', `The save mode must be one of ${MODES.join(', ')}; got '${String(mode)}'`, {
        sqlState: '42000',
      });
    this.#mode = mode === 'errorifexists' ? 'error' : mode;
    return this;
  }
  option(key: string, value: string | number | boolean): this {
    this.#options = { ...this.#options, [key]: String(value) };
    return this;
  }
  options(options: Readonly<Record<string, string | number | boolean>>): this {
    for (const [key, value] of Object.entries(options)) this.option(key, value);
    return this;
  }
  /** Folders `column=value` below the path, one for each combination of values. */
  partitionBy(...columns: string[]): this {
    this.#partitionBy = columns;
    return this;
  }

  parquet(path: string): Promise<void> {
    return this.format('parquet').save(path);
  }
  csv(path: string): Promise<void> {
    return this.format('csv').save(path);
  }
  json(path: string): Promise<void> {
    return this.format('json').save(path);
  }

  /** Runs the plan and writes its rows. */
  async save(path: string): Promise<void> {
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
