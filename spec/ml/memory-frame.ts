import { tableFromIPC, tableToIPC, tableFromArrays, Table, type RecordBatch } from 'apache-arrow';
import type { Engine } from '#lib/engines/engine.js';
import type { DataFrame } from '#lib/frame/data-frame.js';
import { relation, type LocalRelation, type Relation } from '#lib/plan/relation.js';
import { fromArrowSchema } from '#lib/types/arrow.js';
import { struct, type StructType } from '#lib/types/data-type.js';
import type { AggregateTask, ExtendTask, Task, TaskContext } from '#lib/workers/task.js';

/**
 * As much of a DataFrame as stages need, run in this thread: local rows, extend and project by name. It keeps the specs of `ml` free of
 * sessions and workers, and counts the runs, so that a spec can say that nothing ran.
 */
export class MemoryFrame {
  readonly relation: Relation;
  readonly engine: MemoryEngine;

  constructor(plan: Relation, engine = new MemoryEngine()) {
    this.relation = plan;
    this.engine = engine;
  }

  get schema(): StructType {
    return this.engine.schema(this.relation);
  }

  with(plan: Relation): MemoryFrame {
    return new MemoryFrame(plan, this.engine);
  }

  async collect(): Promise<unknown[]> {
    return (await this.engine.table(this.relation)).toArray().map((row: { toJSON(): unknown }) => row.toJSON());
  }
}

/** A frame of columns of numbers or strings. */
export function memoryFrame(columns: Record<string, readonly unknown[] | Float64Array>): DataFrame {
  return frameOf(tableFromArrays(columns) as unknown as Table);
}

export function frameOf(table: Table): DataFrame {
  const plan = relation<LocalRelation>({
    kind: 'local',
    schema: fromArrowSchema(table.schema),
    rows: table.numRows,
    data: tableToIPC(table),
  });
  return new MemoryFrame(plan) as unknown as DataFrame;
}

export const runsOf = (df: DataFrame): number => (df.engine as unknown as MemoryEngine).runs;

const context: TaskContext = { worker: 0, workers: 1, threads: 1, signal: new AbortController().signal, report: () => undefined };

class MemoryEngine implements Pick<Engine, 'schema' | 'aggregate'> {
  runs = 0;

  schema(plan: Relation): StructType {
    switch (plan.kind) {
      case 'local':
        return plan.schema;
      case 'extend':
        return struct([...this.schema(plan.child).fields, ...plan.fields]);
      default:
        throw new Error(`MemoryEngine has no schema of ${plan.kind}`);
    }
  }

  async table(plan: Relation): Promise<Table> {
    this.runs++;
    switch (plan.kind) {
      case 'local':
        return tableFromIPC(plan.data);
      case 'project': {
        // casts are left out: the specs give doubles
        const table = await this.table(plan.child);
        return new Table(
          Object.fromEntries(
            plan.columns.map((column) => {
              if (column.kind !== 'alias') throw new Error('MemoryEngine projects aliases');
              const named = column.child.kind === 'cast' ? column.child.child : column.child;
              if (named.kind !== 'column') throw new Error('MemoryEngine projects columns');
              return [column.name, table.getChild(named.parts[0]!)!];
            }),
          ),
        );
      }
      case 'extend': {
        const table = await this.table(plan.child);
        const open = (await load(plan.task)) as ExtendTask;
        const task = await open(plan.task.state, context);
        const extra: RecordBatch[] = [];
        for (const batch of table.select(plan.inputs.map((e) => (e.kind === 'column' ? e.parts[0]! : ''))).batches)
          extra.push(await task.extend(batch, 0));
        return table.assign(new Table(extra) as never);
      }
      default:
        throw new Error(`MemoryEngine cannot run ${plan.kind}`);
    }
  }

  async aggregate<State>(plan: Relation, task: Task): Promise<State> {
    const { zero, fold, merge } = (await load(task)) as AggregateTask;
    const states: unknown[] = [];
    for (const batch of (await this.table(plan)).batches) states.push(await fold(zero(task.state), batch, structuredClone(task.state)));
    return structuredClone(states).reduce((a, b) => merge(a, b), zero(task.state)) as State;
  }
}

const load = async (task: Task): Promise<unknown> => ((await import(task.module)) as Record<string, unknown>)[task.name];
