import * as arrow from 'apache-arrow';
import { columnBuilder } from '#lib/arrow/values/column-builder.js';
import { toArrowSchema } from '#lib/types/arrow.js';
import * as t from '#lib/types/data-type.js';
import type { DataType } from '#lib/types/data-type.js';
import type { Extend, ExtendTask, TaskContext } from '#lib/workers/task.js';
import { userCall, type UserCallOptions } from '#lib/workers/user-function/user-call.js';
import type { Bench } from '../bench.js';
import { paired } from '../paired.js';

const BATCH = 122_880;

export const userFunction: Bench = {
  name: 'user-function',
  about: "users' functions in one thread over batches in memory, against the plainest loop over the same vector; nanoseconds of CPU a row",
  async *run() {
    // Other functions run first, so that the loops have seen many: what a session sees.
    for (const fn of [(x: number) => x + 1, (x: number) => -x, (x: number) => Math.sqrt(x), (x: number) => x | 0])
      await (await open(fn, row)).extend(doubles(), 0);
    for (const one of cases) yield compare(one);
  },
};

interface Case {
  readonly name: string;
  readonly fn: Function;
  readonly options: UserCallOptions;
  readonly input: () => arrow.RecordBatch;
  readonly rows: number;
  readonly loop: (input: arrow.RecordBatch) => unknown;
}

const row = { mode: 'row' as const, returns: t.double };
const twice = (x: number): number => x * 2 + 1;
const doubles = () => batchOf(t.double, (i) => i / 3);
const strings = () => batchOf(t.string, (i) => `part-${String(i % 9999).padStart(5, '0')}`);
const accented = () => batchOf(t.string, (i) => `pärt-${String(i % 9999).padStart(5, '0')}`);

const cases: readonly Case[] = [
  { name: 'double -> double', fn: twice, options: row, input: doubles, rows: 10_000_000, loop: doublesLoop },
  {
    name: 'double -> double, nulls',
    fn: (x: number | null) => (x === null ? 0 : x * 2),
    options: row,
    rows: 10_000_000,
    input: () => batchOf(t.double, (i) => (i % 10 === 0 ? null : i / 3)),
    loop: loopOf(
      (x) => (x === null ? 0 : x * 2),
      () => new Float64Array(BATCH),
    ),
  },
  {
    name: 'double -> int',
    fn: (x: number) => x | 0,
    options: { ...row, returns: t.integer },
    input: doubles,
    rows: 10_000_000,
    loop: loopOf(
      (x) => x | 0,
      () => new Int32Array(BATCH),
    ),
  },
  {
    name: 'bigint -> bigint',
    fn: (x: number) => x + 1,
    options: { ...row, returns: t.long },
    rows: 10_000_000,
    input: () => batchOf(t.long, (i) => i * 1000),
    loop: loopOf(
      (x: bigint) => x + 1n,
      () => new BigInt64Array(BATCH),
    ),
  },
  {
    name: 'string -> int',
    fn: (s: string) => s.length,
    options: { ...row, returns: t.integer },
    input: strings,
    rows: 2_000_000,
    loop: loopOf(
      (s: string) => s.length,
      () => [],
    ),
  },
  {
    name: 'string (not ASCII) -> int',
    fn: (s: string) => s.length,
    options: { ...row, returns: t.integer },
    input: accented,
    rows: 2_000_000,
    loop: loopOf(
      (s: string) => s.length,
      () => [],
    ),
  },
  {
    name: 'string -> string',
    fn: (s: string) => `${s}!`,
    options: { ...row, returns: t.string },
    input: strings,
    rows: 2_000_000,
    loop: loopOf(
      (s: string) => `${s}!`,
      () => [],
    ),
  },
  { name: 'double -> double, timeout', fn: twice, options: { ...row, timeout: 1000 }, input: doubles, rows: 10_000_000, loop: doublesLoop },
  {
    name: 'arrow vector of doubles',
    fn: (x: arrow.Vector) => (x.toArray() as Float64Array).map((v) => v * 2 + 1),
    options: { ...row, mode: 'arrow' },
    input: doubles,
    rows: 10_000_000,
    loop: doublesLoop,
  },
];

async function compare({ name, fn, options, input: make, rows, loop }: Case) {
  const opened = await open(fn, options);
  const input = make();
  const batches = Math.ceil(rows / BATCH);
  const time = async (run: () => unknown): Promise<number> => {
    const start = cpuMilliseconds();
    for (let i = 0; i < batches; i++) await run();
    return ((cpuMilliseconds() - start) * 1e6) / (batches * BATCH);
  };
  const ours = { name: 'Kindling', measure: () => time(() => opened.extend(input, 0)) };
  const peer = { name: 'plain loop', measure: () => time(() => loop(input)) };
  return paired({ bench: `user-function: ${name}`, unit: 'ns/row', better: 'lower', ours, peer, pairs: 3 });
}

/** CPU time of this process: other work on the machine does not change it. */
function cpuMilliseconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

const context: TaskContext = { worker: 0, workers: 1, threads: 1, signal: new AbortController().signal, report: () => undefined };

async function open(fn: Function, options: UserCallOptions): Promise<Extend> {
  const { task } = userCall(fn, options, []);
  const module = (await import(task.module)) as Record<string, ExtendTask>;
  return module[task.name]!(structuredClone(task.state), context);
}

function batchOf(type: DataType, valueOf: (i: number) => unknown): arrow.RecordBatch {
  const builder = columnBuilder(type, { name: 'x', capacity: BATCH });
  for (let i = 0; i < BATCH; i++) builder.append(valueOf(i));
  const schema = toArrowSchema(t.struct([t.field('x', type)]));
  return new arrow.RecordBatch(
    schema,
    arrow.makeData({ type: new arrow.Struct(schema.fields), length: BATCH, nullCount: 0, children: [builder.finish()] }),
  );
}

function loopOf(fn: (x: any) => unknown, make: () => any): (input: arrow.RecordBatch) => unknown {
  return (input) => {
    const vector = input.getChildAt(0)!;
    const out = make();
    for (let i = 0; i < vector.length; i++) out[i] = fn(vector.get(i));
    return out;
  };
}

function doublesLoop(input: arrow.RecordBatch): Float64Array {
  const values = input.data.children[0]!.values as Float64Array;
  const out = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) out[i] = twice(values[i]!);
  return out;
}
