import { selectColumns } from '#lib/arrow/select-columns.js';
import type { PartitionBatch, StorageLevel } from '#lib/engines/engine.js';
import { ExecutionError } from '#lib/errors.js';
import { schemaOf } from '#lib/plan/attribute.js';
import type { Attribute } from '#lib/plan/expression.js';
import { inputsOf, mapSubqueries, withInputs } from '#lib/plan/map-relation.js';
import { outputOf } from '#lib/plan/output.js';
import type { CachedRelation, Relation } from '#lib/plan/relation.js';
import { toArrowSchema } from '#lib/types/arrow.js';
import type { StoreSettings } from './batch-store.js';
import { PartitionStore } from './partition-store.js';

interface Entry {
  readonly level: StorageLevel;
  /** The analysed plan whose rows are kept. */
  readonly plan: Relation;
  store: Promise<PartitionStore> | undefined;
  partitions: number | undefined;
}

/** Runs an analysed plan, all columns of it; the caches that it contains are read. */
export type RunPlan = (plan: Relation) => AsyncIterable<PartitionBatch>;

/** The relations whose rows are kept (`df.cache()`): filled by the first run that needs them, read by the ones after it. */
export class CacheRegistry {
  readonly #settings: StoreSettings;
  readonly #run: RunPlan;
  readonly #entries = new Map<number, Entry>();

  constructor(settings: StoreSettings, run: RunPlan) {
    this.#settings = settings;
    this.#run = run;
  }

  persist(plan: Relation, level: StorageLevel): void {
    if (!this.#entries.has(plan.id)) this.#entries.set(plan.id, { level, plan, store: undefined, partitions: undefined });
  }

  async unpersist(id: number): Promise<void> {
    const entry = this.#entries.get(id);
    this.#entries.delete(id);
    await (await entry?.store)?.dispose();
  }

  level(id: number): StorageLevel | undefined {
    return this.#entries.get(id)?.level;
  }
  /** How many partitions the kept rows have, once they are there. */
  partitions(id: number): number | undefined {
    return this.#entries.get(id)?.partitions;
  }

  /** The plan with every kept relation in it replaced by where its rows are kept. `except` is one that is just being filled. */
  replace(node: Relation, except?: number): Relation {
    if (this.#entries.size === 0) return node;
    if (node.id !== except && this.#entries.has(node.id))
      return Object.freeze({ kind: 'cached', id: node.id, output: outputOf(node) } satisfies CachedRelation);
    const over = withInputs(
      node,
      inputsOf(node).map((input) => this.replace(input, except)),
    );
    return mapSubqueries(over, (plan) => this.replace(plan, except));
  }

  /** The kept rows under the names of `output`; runs the plan when nobody has yet. */
  async *read(node: CachedRelation, output: readonly Attribute[]): AsyncGenerator<PartitionBatch> {
    const entry = this.#entries.get(node.id);
    if (entry === undefined)
      throw new ExecutionError(
        'CACHE_GONE',
        'Cached rows must stay while a plan reads them; they were unpersisted before it ran. Run it again.',
      );
    const schema = toArrowSchema(schemaOf(output));
    const all = output.map((_, i) => i);
    const store = await this.#filled(entry);
    for await (const { partition, batch } of store.batches()) yield { partition, batch: selectColumns(batch, all, schema) };
  }

  async close(): Promise<void> {
    await Promise.all([...this.#entries.keys()].map((id) => this.unpersist(id)));
  }

  #filled(entry: Entry): Promise<PartitionStore> {
    entry.store ??= PartitionStore.fill(this.#run(entry.plan), this.#settings, { level: entry.level }).then(
      (store) => {
        entry.partitions = store.handles().length;
        return store;
      },
      (error: unknown) => {
        entry.store = undefined;
        throw error;
      }, // the next run tries again
    );
    return entry.store;
  }
}
