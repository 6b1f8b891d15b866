import type { FromDDL } from '#lib/column/ddl-shape.js';
import { functionTable } from '#lib/column/functions/table.js';
import { literalOf } from '#lib/column/literal.js';
import type { Merged, Shape } from '#lib/column/shape.js';
import { LocalEngine } from '#lib/engines/local/local-engine.js';
import { AnalysisError } from '#lib/errors.js';
import { DataFrame } from '#lib/frame/data-frame.js';
import type { FrameSession } from '#lib/frame/frame-session.js';
import { leaveOut } from '#lib/frame/left-out.js';
import type { Observed } from '#lib/frame/observation.js';
import { DataFrameReader } from '#lib/frame/reader.js';
import { imageRelation } from '#lib/io/image-relation.js';
import type * as plan from '#lib/plan/relation.js';
import { relation, type Relation } from '#lib/plan/relation.js';
import type { SqlContext } from '#lib/sql/context.js';
import { parseStatement } from '#lib/sql/parse-statement.js';
import { struct, type StructType } from '#lib/types/data-type.js';
import { Builder } from './builder.js';
import { Catalog } from './catalog.js';
import { bytesOf, RuntimeConf } from './conf.js';
import { localData, type DataSource } from './local-data.js';
import { SESSION_LEFT_OUT } from './left-out.js';
import { workersOf } from './master.js';
import { SessionEngine } from './session-engine.js';
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
  readonly catalog: Catalog = new Catalog(this);
  /** Registers functions for SQL text. */
  readonly udf = new UDFRegistration();
  readonly engine: SessionEngine;
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
    this.engine = new SessionEngine(this.#local);
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

  /** As `getActiveSession`, and an error where none runs. */
  static active(): SparkSession {
    if (SparkSession.#active !== undefined) return SparkSession.#active;
    throw new AnalysisError('NO_ACTIVE_SESSION', 'A session must be running; start one: await SparkSession.builder.getOrCreate()');
  }

  /** A session of its own settings, views, functions and caches; both share global temporary views. Stop it as well. */
  newSession(): SparkSession {
    const active = SparkSession.#active;
    const made = new SparkSession(new RuntimeConf(this.conf.getAll()));
    SparkSession.#active = active;
    return made;
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

  /** A DataFrame without columns and rows. */
  get emptyDataFrame(): DataFrame {
    return this.createDataFrame([], struct([]));
  }

  /** Actions that start from now on carry a tag, by which `interruptTag` stops them. */
  addTag(tag: string): void {
    this.engine.tags.add(checkTag(tag));
  }
  removeTag(tag: string): void {
    this.engine.tags.delete(checkTag(tag));
  }
  getTags(): Set<string> {
    return new Set(this.engine.tags);
  }
  clearTags(): void {
    this.engine.tags.clear();
  }
  /** Stops every action that runs: it rejects with a CancelledError. Gives the ids of those that were stopped. */
  interruptAll(): string[] {
    return this.engine.interrupt();
  }
  interruptTag(tag: string): string[] {
    return this.engine.interrupt({ tag: checkTag(tag) });
  }
  interruptOperation(id: string): string[] {
    return this.engine.interrupt({ id });
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

  /** Metrics of a relation's rows are wanted by the next action that computes them. */
  observe(node: Relation, observed: Observed): void {
    this.engine.observe(node, observed);
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

function checkTag(tag: string): string {
  if (tag !== '' && !tag.includes(',')) return tag;
  throw new AnalysisError('INVALID_TAG', `A tag must be text without commas; got '${tag}'`);
}

leaveOut(SparkSession, SESSION_LEFT_OUT);
