import { Bool, Float64, Int32, makeData, RecordBatch, Schema, Struct, Field as ArrowField, vectorFromArray, Utf8 } from 'apache-arrow';
import type { DataType as ArrowType } from 'apache-arrow';
import { ExecutionError } from '#lib/errors.js';
import type { Extend, PartitionMap, Source, TaskContext, World } from '#lib/workers/task.js';
import type { Task } from '#lib/workers/task.js';

/** Tasks that the specs of the pool run in real workers. */
const here = import.meta.url;
export const task = (name: string, state: unknown = null, key = `${name}:${JSON.stringify(state)}`): Task => ({
  module: here,
  name,
  key,
  state,
});

/** A batch of columns given as arrays. */
export function batchOf(columns: Record<string, readonly unknown[]>, types: Record<string, ArrowType> = {}): RecordBatch {
  const names = Object.keys(columns);
  const vectors = names.map((name) =>
    vectorFromArray(columns[name]!, types[name] ?? (typeof columns[name]![0] === 'string' ? new Utf8() : new Float64())),
  );
  const schema = new Schema(names.map((name, i) => new ArrowField(name, vectors[i]!.type, true)));
  const length = columns[names[0]!]!.length;
  return new RecordBatch(
    schema,
    makeData({ type: new Struct(schema.fields), length, nullCount: 0, children: vectors.map((v) => v.data[0]!) }),
  );
}

export const valuesOf = (batch: RecordBatch, column: number): unknown[] => [...batch.getChildAt(column)!];

const numbers = (batch: RecordBatch) => valuesOf(batch, 0) as number[];
const rest = (ms: number) => new Promise((done) => setTimeout(done, ms));

/** x + state. */
export const plus = (by: number): Extend => ({ extend: (input) => batchOf({ y: numbers(input).map((x) => x + by) }) });

/** The place of each row in its partition; -1 where that is not known. */
export const places = (): Extend => ({
  extend: (input, _partition, firstRow) => batchOf({ y: numbers(input).map((_, i) => (firstRow === undefined ? -1 : firstRow + i)) }),
});

/** Whether x is even. */
export const even = (): Extend => ({ extend: (input) => batchOf({ y: numbers(input).map((x) => x % 2 === 0) }, { y: new Bool() }) });

/** Leaves a rejected promise behind for each of `count` failures. */
export const rejectsOften = (count: number): Extend => ({
  extend(input) {
    for (let i = 0; i < count; i++) void Promise.reject(new Error(`late ${i}`));
    return batchOf({ y: numbers(input) });
  },
});

/** The input itself. */
export const same = (): Extend => ({ extend: (input) => input });

/** x + 1 over whole vectors, into shared memory. */
export const fast = (): Extend => ({
  extend(input) {
    const x = input.data.children[0]!.values as Float64Array;
    const y = new Float64Array(new SharedArrayBuffer(x.length * 8));
    for (let i = 0; i < x.length; i++) y[i] = x[i]! + 1;
    return new RecordBatch({ y: makeData({ type: new Float64(), data: y }) });
  },
});

/** How often the task was opened in its worker. */
let opened = 0;
let closed = 0;
export const countOpenings = (): Extend => {
  opened++;
  return {
    extend: (input) => batchOf({ y: numbers(input).map(() => opened * 1000 + closed) }),
    close: () => void closed++,
  };
};

/** Slower on early partitions, so that outputs come out of order. */
export const slowFirst = (): Extend => ({
  async extend(input) {
    await rest(Math.max(0, 40 - 10 * numbers(input)[0]!));
    return batchOf({ y: numbers(input) });
  },
});

/** Fails in its own way on the row that holds `at`. */
export const failing = ({ how, at }: { how: string; at: number }): Extend => ({
  extend(input) {
    if (!numbers(input).includes(at)) return batchOf({ y: numbers(input) });
    switch (how) {
      case 'throw':
        throw new TypeError('weights has 4 values, features has 5');
      case 'kindling':
        throw new ExecutionError('DIVIDE_BY_ZERO', 'Division by zero', { sqlState: '22012' });
      case 'exit':
        return process.exit(7);
      case 'memory': {
        const hoard: unknown[] = [];
        for (;;) hoard.push(Array.from({ length: 1000 }, (_, i) => ({ i })));
      }
      case 'spin':
        for (;;) opened += 0;
      case 'uncaught': {
        setImmediate(() => {
          throw new Error('thrown where nobody awaits');
        });
        return new Promise<never>(() => undefined);
      }
      case 'short':
        return batchOf({ y: [1] });
      case 'type':
        return batchOf({ y: numbers(input) }, { y: new Int32() });
      default:
        throw new Error(how);
    }
  },
});

/** Waits for the end of the job and tells of it. */
export const awaitSignal = (_state: unknown, context: TaskContext): Extend => ({
  async extend(input) {
    context.report('started');
    const { signal } = context;
    await new Promise((done) => signal.addEventListener('abort', done));
    context.report('aborted');
    return batchOf({ y: numbers(input) });
  },
});

/** One row a partition: how many rows it had, and their sum. */
export const summarise = (): PartitionMap => ({
  async *map(batches, partition) {
    let [rows, sum] = [0, 0];
    for await (const batch of batches) {
      rows += batch.numRows;
      sum += numbers(batch).reduce((a, b) => a + b, 0);
    }
    yield batchOf({ partition: [partition], rows: [rows], sum: [sum] });
  },
});

/** As summarise, and slow on every batch. */
export const slowSums = (): PartitionMap => ({
  async *map(batches, partition) {
    let [rows, sum] = [0, 0];
    for await (const batch of batches) {
      await rest(2);
      rows += batch.numRows;
      sum += numbers(batch).reduce((a, b) => a + b, 0);
    }
    yield batchOf({ partition: [partition], rows: [rows], sum: [sum] });
  },
});

/** Hands its rows on, and fails a moment later in its own way, where nobody catches it. */
export const failsLate = ({ how, after }: { how: string; after: number }): Extend => ({
  extend(input) {
    setTimeout(() => {
      if (how === 'exit') process.exit(7);
      if (how === 'reject') void Promise.reject(new RangeError('rejected late'));
      else throw new RangeError('thrown late');
    }, after);
    return input;
  },
});

/** Its worker takes no further order, and ends a moment later. */
export const exitsSoon = (_state: unknown, context: TaskContext): Extend => ({
  extend(input) {
    context.signal.addEventListener('abort', () => setImmediate(() => process.exit(7)));
    return input;
  },
});

/** Every batch three times. */
export const thrice = (): PartitionMap => ({
  async *map(batches) {
    for await (const batch of batches) for (let i = 0; i < 3; i++) yield batch;
  },
});

/** The first row of each partition only: it does not read the rest. */
export const firstRow = (): PartitionMap => ({
  async *map(batches) {
    for await (const batch of batches) {
      yield batchOf({ x: [numbers(batch)[0]!] });
      return;
    }
  },
});

/** For a split `[from, to]`, a batch for each number. Reports what it has read. */
export const counting = (_state: unknown, context: TaskContext): Source => ({
  async *read(split) {
    const [from, to] = split as [number, number];
    for (let x = from; x < to; x++) {
      context.report(x);
      yield batchOf({ x: [x] });
    }
  },
});

/** For a split n, batches of 1 MB without end. */
export const endless = (_state: unknown, context: TaskContext): Source => ({
  async *read() {
    for (let i = 0; ; i++) {
      context.report(i);
      yield batchOf({ x: Array.from({ length: 131072 }, () => i) });
    }
  },
});

export const sums = {
  zero: (start: number): { sum: number; order: number[] } => ({ sum: start, order: [] }),
  fold: (state: { sum: number; order: number[] }, batch: RecordBatch) => ({
    sum: state.sum + numbers(batch).reduce((a, b) => a + b, 0),
    order: [...state.order, ...numbers(batch)],
  }),
  merge: (a: { sum: number; order: number[] }, b: { sum: number; order: number[] }) => ({
    sum: a.sum + b.sum,
    order: [...a.order, ...b.order],
  }),
};

/** All-reduces a value of each rank, over rows of every partition. */
export async function addUp(world: World<number>): Promise<{ rank: number; total: number; rows: number[] }> {
  const values = new Float32Array([world.collective.rank + world.state]);
  await world.collective.allReduce(values);
  world.report({ epoch: 1 });
  return {
    rank: world.collective.rank,
    total: values[0]!,
    rows: world.partitions.map((p) => [...p.batches()].reduce((n, b) => n + b.numRows, 0)),
  };
}

/** The given rank fails while the others wait for it. */
export async function failingRank(world: World<{ rank: number; how: string }>): Promise<void> {
  if (world.collective.rank === world.state.rank) {
    if (world.state.how === 'exit') process.exit(3);
    throw new RangeError('loss is NaN in epoch 2');
  }
  await world.collective.barrier();
}

/** Runs until it is told to stop. */
export async function waitForEnd(world: World): Promise<void> {
  world.report('waiting');
  await new Promise((done) => world.signal.addEventListener('abort', done));
  world.signal.throwIfAborted();
}
