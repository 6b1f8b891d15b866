import * as arrow from 'apache-arrow';
import type { Engine, GangOptions } from '#lib/engines/engine.js';
import type { DataFrame } from '#lib/frame/data-frame.js';
import { columnOf, extendSchema } from '#lib/nn/inference/column-of.js';
import type { Expression } from '#lib/plan/expression.js';
import { type Relation, relation, type LocalRelation } from '#lib/plan/relation.js';
import { fromArrowSchema } from '#lib/types/arrow.js';
import { struct, type StructType } from '#lib/types/data-type.js';
import type { ExtendTask, Task } from '#lib/workers/task.js';
import { runGang } from './run-gang.js';

/**
 * As much of a DataFrame as nets need: partitions of rows, columns by name, extend in this thread and gangs in real ones. It keeps the
 * specs of `nn` free of sessions.
 */
class PartitionedFrame {
  readonly relation: Relation;
  readonly engine: PartitionedEngine;

  constructor(plan: Relation, engine: PartitionedEngine) {
    this.relation = plan;
    this.engine = engine;
  }

  get schema(): StructType {
    return this.engine.schema(this.relation);
  }

  with(plan: Relation): PartitionedFrame {
    return new PartitionedFrame(plan, this.engine);
  }
}

/** A frame of these partitions, for an engine of `parallelism` workers. */
export function partitionedFrame(tables: readonly arrow.Table[], parallelism = 2): DataFrame {
  const plan = relation<LocalRelation>({ kind: 'local', schema: fromArrowSchema(tables[0]!.schema), rows: 0, data: new Uint8Array() });
  return new PartitionedFrame(plan, new PartitionedEngine(tables, parallelism)) as unknown as DataFrame;
}

/** All rows of a frame, as objects. */
export async function rowsOf(df: DataFrame): Promise<Record<string, any>[]> {
  const tables = await (df.engine as unknown as PartitionedEngine).tables(df.relation);
  return tables.flatMap((table) => table.toArray().map((row: { toJSON(): Record<string, any> }) => row.toJSON()));
}

class PartitionedEngine implements Pick<Engine, 'parallelism' | 'schema' | 'gang'> {
  readonly parallelism: number;
  readonly #tables: readonly arrow.Table[];

  constructor(tables: readonly arrow.Table[], parallelism: number) {
    this.#tables = tables;
    this.parallelism = parallelism;
  }

  schema(plan: Relation): StructType {
    switch (plan.kind) {
      case 'local':
        return plan.schema;
      case 'project':
        return struct(plan.columns.map((column) => columnOf(this.schema(plan.child), nameOf(column))));
      case 'extend':
        return extendSchema(this.schema(plan.child), plan.fields);
      default:
        throw new Error(`PartitionedEngine has no schema of ${plan.kind}`);
    }
  }

  async tables(plan: Relation): Promise<readonly arrow.Table[]> {
    switch (plan.kind) {
      case 'local':
        return this.#tables;
      case 'project':
        return (await this.tables(plan.child)).map((table) => table.select(plan.columns.map(nameOf)));
      case 'extend': {
        const open = ((await import(plan.task.module)) as Record<string, ExtendTask>)[plan.task.name]!;
        const extend = await open(structuredClone(plan.task.state), {
          worker: 0,
          workers: 1,
          threads: 1,
          signal: new AbortController().signal,
          report: () => undefined,
        });
        const results: arrow.Table[] = [];
        for (const [partition, table] of (await this.tables(plan.child)).entries()) {
          const added: arrow.RecordBatch[] = [];
          let firstRow = 0;
          for (const batch of table.select(plan.inputs.map(nameOf)).batches) {
            added.push(await extend.extend(batch, partition, firstRow));
            firstRow += batch.numRows;
          }
          results.push(table.assign(new arrow.Table(added)));
        }
        await extend.close?.();
        return results;
      }
      default:
        throw new Error(`PartitionedEngine cannot run ${plan.kind}`);
    }
  }

  async gang<Result>(plan: Relation, task: Task, { size = this.parallelism }: GangOptions = {}): Promise<Result[]> {
    return runGang<Result>(task, await this.tables(plan), size);
  }
}

const nameOf = (expression: Expression): string => (expression.kind === 'column' ? expression.parts[0]! : '');
