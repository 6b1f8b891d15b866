import type { Engine, GangOptions, PartitionBatch, RunOptions, StorageLevel } from '#lib/engines/engine.js';
import { AnalysisError, CancelledError } from '#lib/errors.js';
import type { Observed } from '#lib/frame/observation.js';
import { batchRows } from '#lib/arrow/values/batch-rows.js';
import { inputsOf } from '#lib/plan/map-relation.js';
import { relation, type AggregateRelation, type Relation } from '#lib/plan/relation.js';
import type { StructType } from '#lib/types/data-type.js';
import type { Task } from '#lib/workers/task.js';

interface Operation {
  readonly tags: ReadonlySet<string>;
  readonly controller: AbortController;
}

/** A session's engine: what runs can be stopped by tag, and observations are made beside the actions that they wait for. */
export class SessionEngine implements Engine {
  readonly #engine: Engine;
  readonly #observed = new Map<number, { readonly node: Relation; readonly observed: Observed }>();
  readonly #operations = new Map<string, Operation>();
  /** The tags of the operations that start now. */
  readonly tags = new Set<string>();
  #next = 0;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  get parallelism(): number {
    return this.#engine.parallelism;
  }
  schema(plan: Relation): StructType {
    return this.#engine.schema(plan);
  }
  explain(plan: Relation, mode: Parameters<Engine['explain']>[1]): string {
    return this.#engine.explain(plan, mode);
  }
  persist(plan: Relation, level: StorageLevel): void {
    this.#engine.persist(plan, level);
  }
  unpersist(plan: Relation): Promise<void> {
    return this.#engine.unpersist(plan);
  }
  storageLevel(plan: Relation): StorageLevel | undefined {
    return this.#engine.storageLevel(plan);
  }
  close(): Promise<void> {
    return this.#engine.close();
  }
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async *run(plan: Relation, options: RunOptions = {}): AsyncGenerator<PartitionBatch> {
    const [id, signal] = this.#start(options);
    try {
      yield* this.#engine.run(plan, { ...options, signal });
      await this.#observe(plan);
    } finally {
      this.#operations.delete(id);
    }
  }
  aggregate<State>(plan: Relation, task: Task, options: RunOptions = {}): Promise<State> {
    return this.#tracked(plan, options, (tracked) => this.#engine.aggregate<State>(plan, task, tracked));
  }
  gang<Result>(plan: Relation, task: Task, options: GangOptions = {}): Promise<Result[]> {
    return this.#tracked(plan, options, (tracked) => this.#engine.gang<Result>(plan, task, { ...options, ...tracked }));
  }

  /** Metrics of the rows of `node` are found out by the first action whose plan has it. */
  observe(node: Relation, observed: Observed): void {
    if (!observed.observation.attach())
      throw new AnalysisError(
        'REUSE_OBSERVATION',
        'An Observation must be used with one DataFrame; this one was used before. Make another.',
      );
    this.#engine.schema(metricsOf(node, observed));
    this.#observed.set(node.id, { node, observed });
  }

  /** Stops what runs, all of it or what has a tag or is called so; says which operations there were. */
  interrupt(which: { readonly tag?: string; readonly id?: string } = {}): string[] {
    const chosen = [...this.#operations].filter(
      ([id, { tags }]) => (which.tag === undefined || tags.has(which.tag)) && (which.id === undefined || id === which.id),
    );
    for (const [, { controller }] of chosen) controller.abort(new CancelledError('The operation was interrupted by its session'));
    return chosen.map(([id]) => id);
  }

  async #tracked<T>(plan: Relation, options: RunOptions, work: (options: RunOptions) => Promise<T>): Promise<T> {
    const [id, signal] = this.#start(options);
    try {
      const result = await work({ ...options, signal });
      await this.#observe(plan);
      return result;
    } finally {
      this.#operations.delete(id);
    }
  }

  #start({ signal }: RunOptions): [string, AbortSignal] {
    const controller = new AbortController();
    const id = String(++this.#next);
    this.#operations.set(id, { tags: new Set(this.tags), controller });
    return [id, signal === undefined ? controller.signal : AbortSignal.any([signal, controller.signal])];
  }

  async #observe(plan: Relation): Promise<void> {
    if (this.#observed.size === 0) return;
    for (const id of idsOf(plan)) {
      const found = this.#observed.get(id);
      if (found === undefined) continue;
      this.#observed.delete(id);
      await this.#measure(found.node, found.observed);
    }
  }

  async #measure(node: Relation, observed: Observed): Promise<void> {
    const metrics = metricsOf(node, observed);
    try {
      const schema = this.#engine.schema(metrics);
      for await (const { batch } of this.#engine.run(metrics, { description: 'observe' }))
        for (const row of batchRows(batch, schema)) observed.observation.settle(row);
    } catch (error) {
      observed.observation.fail(error);
    }
  }
}

const metricsOf = (child: Relation, { metrics }: Observed): Relation =>
  relation<AggregateRelation>({ kind: 'aggregate', child, grouping: [], columns: metrics });

function* idsOf(node: Relation): Generator<number> {
  yield node.id;
  for (const input of inputsOf(node)) yield* idsOf(input);
}
