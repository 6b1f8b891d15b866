import type { FromDDL } from '#lib/column/ddl-shape.js';
import { functionTable } from '#lib/column/functions/table.js';
import { literalOf } from '#lib/column/literal.js';
import type { Merged, Shape } from '#lib/column/shape.js';
import type { Engine } from '#lib/engines/engine.js';
import { LocalEngine } from '#lib/engines/local/local-engine.js';
import { AnalysisError } from '#lib/errors.js';
import { DataFrame } from '#lib/frame/data-frame.js';
import type { FrameSession } from '#lib/frame/frame-session.js';
import { DataFrameReader } from '#lib/frame/reader.js';
import { imageRelation } from '#lib/io/image-relation.js';
import type * as plan from '#lib/plan/relation.js';
import { relation, type Relation } from '#lib/plan/relation.js';
import type { SqlContext } from '#lib/sql/context.js';
import { parseStatement } from '#lib/sql/parse-statement.js';
import type { StructType } from '#lib/types/data-type.js';
import { Builder } from './builder.js';
import { Catalog } from './catalog.js';
import { bytesOf, RuntimeConf } from './conf.js';
import { localData, type DataSource } from './local-data.js';
import { workersOf } from './master.js';
import { UDFRegistration } from './udf-registration.js';
import { runStatement } from './run-statement.js';
import { VERSION } from './version.js';

/** The values of the parameters of SQL text: by name, or in the order of its question marks. */
export type SqlParameters = Readonly<Record<string, unknown>> | readonly unknown[];

/** Functions of SQL text whose first argument names files in place: parquet.`path`. */
const FILE_FORMATS: readonly string[] = ['parquet', 'csv', 'json', 'text', 'binaryfile', 'image', 'arrow', 'feather', 'libsvm'];

/**
 * Where DataFrames come from and run: `await SparkSession.builder.master('local[2]').getOrCreate()`. Stop it (or let
 * `await using` do so) and its threads, memory and temporary files are gone.
 */
export class SparkSession implements FrameSession, AsyncDisposable {
  static #active: SparkSession | undefined;

  readonly conf: RuntimeConf;
  readonly catalog = new Catalog();
  /** Registers functions for SQL text. */
  readonly udf = new UDFRegistration();
  readonly engine: Engine;
  readonly #local: LocalEngine;
  #stopped = false;

  /** @internal Use `SparkSession.builder`. */
  constructor(conf: RuntimeConf) {
    const parallelism = workersOf(conf.get('spark.master'));
    this.conf = conf;
    conf.freeze();
    const dir = conf.get('spark.local.dir');
    this.#local = new LocalEngine({
      functions: functionTable,
      parallelism,
      partitions: conf.getAll()['spark.default.parallelism'] === undefined ? parallelism : Number(conf.get('spark.default.parallelism')),
      caseSensitive: () => conf.get('spark.sql.caseSensitive') === 'true',
      timeZone: () => conf.get('spark.sql.session.timeZone'),
      memory: bytesOf(conf.get('spark.kindling.memory')),
      cacheMemory: bytesOf(conf.get('spark.kindling.cacheMemory')),
      workerHeap: Math.ceil(bytesOf(conf.get('spark.kindling.workerMemory')) / 2 ** 20),
      ...(dir !== '' && { localDir: dir }),
    });
    this.engine = this.#local;
    SparkSession.#active = this;
  }

  /** Makes a session, or gives the one that runs. */
  static get builder(): Builder {
    return new Builder((conf) => SparkSession.#getOrCreate(conf));
  }
  /** The session that was started last and still runs. */
  static getActiveSession(): SparkSession | undefined {
    return SparkSession.#active;
  }

  static #getOrCreate(conf: Readonly<Record<string, string>>): SparkSession {
    const running = SparkSession.#active;
    if (running === undefined) return new SparkSession(new RuntimeConf(conf));
    for (const [key, value] of Object.entries(conf)) if (running.conf.isModifiable(key)) running.conf.set(key, value);
    return running;
  }

  get version(): string {
    return VERSION;
  }

  /** Reads files: `spark.read.parquet(path)`. */
  get read(): DataFrameReader {
    return new DataFrameReader(this);
  }

  /**
   * A DataFrame of rows that the program has: objects or lists, an Arrow table, or a danfojs frame. The schema is DDL text
   * (`'id bigint, name string'`), a StructType or names; without one it is found from all rows.
   */
  createDataFrame<const D extends string>(data: DataSource, schema: D): DataFrame<FromDDL<D>>;
  createDataFrame<S extends Shape>(data: readonly S[]): DataFrame<Merged<S>>;
  createDataFrame(data: DataSource, schema?: StructType | readonly string[]): DataFrame;
  createDataFrame(data: DataSource, schema?: string | StructType | readonly string[]): DataFrame {
    return new DataFrame(this, localData(data, schema));
  }

  /** One column `id` from start (0 if not given) up to end, in steps. */
  range(end: number): DataFrame<{ id: number }>;
  range(start: number, end: number, step?: number, partitions?: number): DataFrame<{ id: number }>;
  range(a: number, b?: number, step = 1, partitions?: number): DataFrame<{ id: number }> {
    const [start, end] = b === undefined ? [0, a] : [a, b];
    if (step === 0) throw new AnalysisError('INVALID_RANGE', 'The step of range() must not be 0', { sqlState: '22023' });
    const node = relation<plan.RangeRelation>({ kind: 'range', start: BigInt(start), end: BigInt(end), step: BigInt(step) });
    return new DataFrame(
      this,
      partitions === undefined
        ? node
        : relation<plan.RepartitionRelation>({ kind: 'repartition', child: node, keys: [], shuffle: false, partitions }),
    );
  }

  /** The rows that SQL text asks for. `parameters` are bound where the text says `:name`, or by place where it says `?`, never pasted. */
  sql(text: string, parameters: SqlParameters = {}): DataFrame {
    return runStatement(this, parseStatement(text, this.#sqlContext(parameters)));
  }

  /** The DataFrame of a view. */
  table(name: string): DataFrame {
    return new DataFrame(this, this.catalog.lookup(name));
  }

  /** Ends every job, thread and temporary file of this session. Idempotent. */
  async stop(): Promise<void> {
    if (SparkSession.#active === this) SparkSession.#active = undefined;
    this.#stopped = true;
    await this.engine.close();
  }
  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }
  get isStopped(): boolean {
    return this.#stopped;
  }

  /** @internal Starts the workers before there is work for them. */
  warm(): void {
    this.#local.warm();
  }

  /** Registers a relation under a name for SQL text; `replace: false` refuses a name that is taken. */
  createView(name: string, node: Relation, replace: boolean): void {
    this.catalog.register(name, node, replace);
  }

  /** The call of a registered function, or undefined where the name is none. */
  userCall(name: string, args: Parameters<UDFRegistration['call']>[1]): ReturnType<UDFRegistration['call']> {
    return this.udf.call(name, args);
  }

  /** The relation of a format's files, whose schema is found here unless it is given. */
  scanFiles(format: string, paths: readonly string[], options: Readonly<Record<string, string>>, schema: StructType | undefined): Relation {
    if (format.toLowerCase() === 'image') return imageRelation(paths, options, this.engine.parallelism);
    return this.#local.scan(format, paths, options, schema);
  }

  #sqlContext(parameters: SqlParameters): SqlContext {
    return {
      table: (parts) => {
        const [format, path] = parts;
        if (parts.length === 2 && FILE_FORMATS.includes(format!.toLowerCase())) return this.scanFiles(format!, [path!], {}, undefined);
        return this.catalog.lookup(parts.join('.'));
      },
      userCall: (name, args) => this.udf.call(name, args),
      parameter: (name) => {
        const values = parameters as Readonly<Record<string | number, unknown>>;
        return Object.hasOwn(values, name) && typeof name === (Array.isArray(parameters) ? 'number' : 'string')
          ? literalOf(values[name])
          : undefined;
      },
    };
  }
}
