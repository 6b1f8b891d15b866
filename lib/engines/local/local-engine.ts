import type { Engine, GangOptions, PartitionBatch, RunOptions, StorageLevel } from '#lib/engines/engine.js';
import { CancelledError, ExecutionError } from '#lib/errors.js';
import { Analyzer } from '#lib/plan/analyze/analyze.js';
import { schemaOf } from '#lib/plan/attribute.js';
import type { FunctionTable } from '#lib/plan/function-spec.js';
import { optimize } from '#lib/plan/optimize/optimize.js';
import { outputOf } from '#lib/plan/output.js';
import { printRelation } from '#lib/plan/print.js';
import type { Relation } from '#lib/plan/relation.js';
import type { StructType } from '#lib/types/data-type.js';
import { WorkerPool } from '#lib/workers/pool.js';
import type { Stage } from '#lib/workers/stage.js';
import type { Task } from '#lib/workers/task.js';
import type { StoreSettings } from './cache/batch-store.js';
import { CacheRegistry } from './cache/cache-registry.js';
import { MemoryBudget } from './cache/memory-budget.js';
import { BatchStore } from './cache/batch-store.js';
import { PartitionStore } from './cache/partition-store.js';
import { TempFolder } from './cache/temp-folder.js';
import { Database } from './duckdb/database.js';
import { execute, type Execution } from './execute.js';
import { scanFiles } from './files/file-scan.js';
import { writeFiles } from './files/write-files.js';
import { JobWarnings } from './job-warnings.js';
import { Kernels } from './kernels.js';
import { lower } from './lower.js';
import { partitionsOf } from './partitions-of.js';
import type { Physical, PhysicalStage } from './physical.js';
import { printPhysical } from './print-physical.js';
import { QueryRunner } from './query-runner.js';
import type { SqlTools } from './sql/sql-tools.js';

/** What the local engine is made with. */
export interface LocalEngineOptions {
  readonly functions: FunctionTable;
  /** Workers, and DuckDB's threads. */
  readonly parallelism: number;
  /** Partitions that rows are dealt to; as many as workers unless given. */
  readonly partitions?: number;
  readonly caseSensitive: () => boolean;
  readonly timeZone: () => string;
  /** Bytes that DuckDB and the caches may take. */
  readonly memory: number;
  readonly cacheMemory: number;
  /** Megabytes of a worker's JavaScript heap. */
  readonly workerHeap: number;
  /** Where temporary files go; the system's folder if not given. */
  readonly localDir?: string;
}

interface Opened {
  readonly queries: QueryRunner;
  readonly kernels: Kernels;
}

/** Runs plans in this process: DuckDB for what is relational, worker threads for user code and training. */
export class LocalEngine implements Engine {
  readonly parallelism: number;
  readonly #options: LocalEngineOptions;
  readonly #analyzers = new Map<boolean, Analyzer>();
  readonly #folder: TempFolder;
  readonly #stores: StoreSettings;
  readonly #pool: WorkerPool;
  readonly #caches: CacheRegistry;
  readonly #running = new Set<AbortController>();
  /** Of which lists of files it was said how many are invalid. */
  readonly #warned = new Map<string, number>();
  #opened: Opened | undefined;
  #closing: Promise<void> | undefined;

  constructor(options: LocalEngineOptions) {
    this.parallelism = options.parallelism;
    this.#options = options;
    this.#folder = new TempFolder(options.localDir);
    this.#stores = { budget: new MemoryBudget(options.cacheMemory), folder: this.#folder };
    this.#pool = new WorkerPool({
      size: options.parallelism,
      threadsPerWorker: 1,
      heapPerWorker: options.workerHeap,
      keeper: () => new BatchStore(this.#stores),
    });
    this.#caches = new CacheRegistry(this.#stores, (plan) =>
      this.#rows(this.#lower(this.#caches.replace(plan, plan.id)), { description: 'cache' }),
    );
  }

  schema(plan: Relation): StructType {
    return schemaOf(outputOf(this.#analyze(plan)));
  }

  /** The relation of files, which are looked at for their schema. */
  scan(format: string, paths: readonly string[], options: Readonly<Record<string, string>>, schema?: StructType): Relation {
    return scanFiles(
      { format, paths, options, schema },
      { connect: () => this.#open().queries.connect(), parallelism: this.#partitions, timeZone: this.#options.timeZone() },
    );
  }

  run(plan: Relation, options: RunOptions = {}): AsyncIterable<PartitionBatch> {
    if (plan.kind === 'write') {
      const { child } = plan;
      return writeFiles(plan, this.#plan(child), this.#tools(), (work) =>
        this.#job(options, (execution) => work(this.#open().queries, execution)),
      );
    }
    return this.#rows(this.#plan(plan), options);
  }

  async aggregate<State>(plan: Relation, task: Task, options: RunOptions = {}): Promise<State> {
    const { stage, input } = asStage(this.#plan(plan));
    return this.#once(options, (execution) => {
      const rows = input === undefined ? undefined : execute(input, execution);
      const partitions = partitionsOf(input ?? { kind: 'stage', stage, output: [] }, execution);
      return this.#pool.aggregate<State>(stage, rows, task, { ...poolOptions(execution), partitions, interleaved: true });
    });
  }

  async gang<Result>(plan: Relation, task: Task, options: GangOptions = {}): Promise<Result[]> {
    const physical = this.#plan(plan);
    return this.#once(options, async (execution) => {
      const store = await PartitionStore.fill(execute(physical, execution), this.#stores, {
        partitions: partitionsOf(physical, execution),
      });
      try {
        return await this.#pool.gang<Result>(store.handles(), task, {
          size: options.size ?? this.parallelism,
          ...(execution.options.signal && { signal: execution.options.signal }),
          ...(options.onReport && { onReport: options.onReport }),
        });
      } finally {
        await store.dispose();
      }
    });
  }

  explain(plan: Relation, mode: 'simple' | 'extended' | 'formatted' | 'cost'): string {
    const analysed = this.#analyze(plan);
    const optimised = optimize(this.#caches.replace(analysed));
    const physical = `== Physical Plan ==\n${printPhysical(this.#lowerOptimised(optimised))}\n`;
    if (mode !== 'extended' && mode !== 'cost') return physical;
    return `== Parsed Logical Plan ==\n${printRelation(plan)}\n\n== Analyzed Logical Plan ==\n${printRelation(analysed)}\n\n== Optimized Logical Plan ==\n${printRelation(optimised)}\n\n${physical}`;
  }

  persist(plan: Relation, level: StorageLevel): void {
    this.#caches.persist(this.#analyze(plan), level);
  }
  unpersist(plan: Relation): Promise<void> {
    return this.#caches.unpersist(plan.id);
  }
  storageLevel(plan: Relation): StorageLevel | undefined {
    return this.#caches.level(plan.id);
  }

  /** Starts the workers now, while the program loads what it needs, in place of when the first job comes. */
  warm(): void {
    this.#pool.warm();
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #close(): Promise<void> {
    for (const run of this.#running) run.abort(new CancelledError('The session was stopped while this ran'));
    await this.#pool.close();
    await this.#caches.close();
    await this.#opened?.queries.close();
    this.#folder.remove();
  }

  #analyze(plan: Relation): Relation {
    const caseSensitive = this.#options.caseSensitive();
    let analyzer = this.#analyzers.get(caseSensitive);
    if (analyzer === undefined)
      this.#analyzers.set(caseSensitive, (analyzer = new Analyzer({ functions: this.#options.functions, caseSensitive })));
    return analyzer.analyze(plan);
  }

  #plan(plan: Relation): Physical {
    return this.#lower(this.#caches.replace(this.#analyze(plan)));
  }
  #lower(analysed: Relation): Physical {
    return this.#lowerOptimised(optimize(analysed));
  }
  #lowerOptimised(plan: Relation): Physical {
    return lower(plan, { ...this.#tools(), parallelism: this.#partitions, newTable: () => this.#open().queries.newTable() });
  }
  #tools(): SqlTools {
    return {
      functions: this.#options.functions,
      timeZone: this.#options.timeZone(),
      kernel: (use) => this.#open().kernels.nameOf(use),
    };
  }
  get #partitions(): number {
    return this.#options.partitions ?? this.parallelism;
  }

  async *#rows(physical: Physical, options: RunOptions): AsyncGenerator<PartitionBatch> {
    yield* this.#job(options, (execution) => execute(physical, execution));
  }

  async #once<T>(options: RunOptions, work: (execution: Execution) => Promise<T>): Promise<T> {
    let result: { value: T } | undefined;
    for await (const value of this.#job(options, async function* (execution) {
      yield await work(execution);
    }))
      result = { value };
    return result!.value;
  }

  /** Runs work that ends when the session stops, or when its own signal says so. */
  async *#job<T>(options: RunOptions, work: (execution: Execution) => AsyncIterable<T>): AsyncGenerator<T> {
    if (this.#closing !== undefined)
      throw new ExecutionError(
        'SESSION_STOPPED',
        'The session must be running; it was stopped. Start another: SparkSession.builder.getOrCreate().',
      );
    const controller = new AbortController();
    this.#running.add(controller);
    const signal = options.signal === undefined ? controller.signal : AbortSignal.any([options.signal, controller.signal]);
    const warnings = new JobWarnings(this.#warned);
    try {
      yield* work({
        queries: this.#open().queries,
        pool: this.#pool,
        caches: this.#caches,
        parallelism: this.#partitions,
        options: { ...options, signal },
        onReport: (message) => warnings.hear(message),
      });
    } finally {
      this.#running.delete(controller);
      warnings.emit();
    }
  }

  #open(): Opened {
    if (this.#opened === undefined) {
      const database = Database.open({
        threads: this.parallelism,
        memory_limit: `${Math.ceil(this.#options.memory / 2 ** 20)}MiB`,
        temp_directory: this.#folder.path,
        preserve_insertion_order: true,
        autoinstall_known_extensions: false,
        autoload_known_extensions: false,
      });
      const { timeZone } = this.#options;
      this.#opened = { queries: new QueryRunner(database, timeZone), kernels: new Kernels(() => database.connect(), timeZone) };
    }
    return this.#opened;
  }
}

const poolOptions = ({ options: { signal, description }, onReport }: Execution) => ({
  onReport,
  ...(signal && { signal }),
  ...(description !== undefined && { description }),
});

/** The plan as a stage of its own: one that only hands rows on where there is no user code at the top. */
function asStage(physical: Physical): { stage: Stage; input: Physical | undefined } {
  if (physical.kind === 'stage') return { stage: (physical satisfies PhysicalStage).stage, input: physical.input };
  return { stage: { steps: [], schema: schemaOf(physical.output) }, input: physical };
}
