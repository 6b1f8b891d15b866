import * as arrow from 'apache-arrow';
import { batchRows } from '#lib/arrow/values/batch-rows.js';
import { columnBuilder } from '#lib/arrow/values/column-builder.js';
import { rowsToBatches } from '#lib/arrow/values/rows-to-batches.js';
import { toArrowSchema } from '#lib/types/arrow.js';
import * as t from '#lib/types/data-type.js';
import type { DataType } from '#lib/types/data-type.js';
import { revive } from '#lib/workers/closure/revive.js';
import { capture } from '#lib/workers/closure/capture.js';
import type { Extend, ExtendTask, TaskContext } from '#lib/workers/task.js';
import { userCall } from '#lib/workers/user-function/user-call.js';
import type { UserCallOptions } from '#lib/workers/user-function/user-call.js';

/**
 * User's functions in one thread, over batches in shared memory: nanoseconds of CPU a row (not of wall clock, which other
 * work on the machine would change), against the plainest loop over the same vector.
 */
const BATCH = 122_880;
/** Milliseconds of CPU that this process has used. */
function cpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
const context: TaskContext = { worker: 0, workers: 1, threads: 1, signal: new AbortController().signal, report: () => undefined };

function batchOf(type: DataType, valueOf: (i: number) => unknown): arrow.RecordBatch {
  const builder = columnBuilder(type, { name: 'x', capacity: BATCH });
  for (let i = 0; i < BATCH; i++) builder.append(valueOf(i));
  const schema = toArrowSchema(t.struct([t.field('x', type)]));
  return new arrow.RecordBatch(schema, arrow.makeData({ type: new arrow.Struct(schema.fields), length: BATCH, nullCount: 0, children: [builder.finish()] }));
}

async function open(fn: Function, options: UserCallOptions): Promise<Extend> {
  const { task } = userCall(fn, options, []);
  const module = (await import(task.module)) as Record<string, ExtendTask>;
  return module[task.name]!(structuredClone(task.state), context);
}

async function measure(bench: string, fn: Function, options: UserCallOptions, input: arrow.RecordBatch, rows: number, peer: (input: arrow.RecordBatch) => unknown): Promise<void> {
  const udf = await open(fn, options);
  const batches = Math.ceil(rows / BATCH);
  const time = async (run: () => unknown): Promise<number> => {
    const start = cpu();
    for (let i = 0; i < batches; i++) await run();
    return ((cpu() - start) * 1e6) / (batches * BATCH);
  };
  await time(() => udf.extend(input, 0));
  const peerValue = await time(() => peer(input));
  const value = await time(() => udf.extend(input, 0));
  report(bench, value, 'ns/row', 'plain loop', peerValue);
}

function report(bench: string, value: number, unit: string, peer?: string, peerValue?: number): void {
  const round = (x: number): number => Math.round(x * 100) / 100;
  console.log(JSON.stringify({ bench, value: round(value), unit, ...(peerValue !== undefined && { peer, peerValue: round(peerValue), ratio: round(peerValue / value) }) }));
}

const rate = 2;
const twice = (x: number): number => x * rate + 1;
const doubles = batchOf(t.double, (i) => i / 3);
const gaps = batchOf(t.double, (i) => (i % 10 === 0 ? null : i / 3));
const strings = batchOf(t.string, (i) => `part-${String(i % 9999).padStart(5, '0')}`);
const accented = batchOf(t.string, (i) => `pärt-${String(i % 9999).padStart(5, '0')}`);
const longs = batchOf(t.long, (i) => i * 1000);
const row = { mode: 'row' as const, returns: t.double };
const plain = (fn: (x: any) => unknown, make: () => any) => (input: arrow.RecordBatch) => {
  const vector = input.getChildAt(0)!;
  const out = make();
  for (let i = 0; i < vector.length; i++) out[i] = fn(vector.get(i));
  return out;
};
const doublesLoop = (input: arrow.RecordBatch): Float64Array => {
  const values = input.data.children[0]!.values as Float64Array;
  const out = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) out[i] = twice(values[i]!);
  return out;
};

// Other functions run first, so that the loops have seen many: what a session sees.
for (const fn of [(x: number) => x + 1, (x: number) => -x, (x: number) => Math.sqrt(x), (x: number) => x | 0]) await (await open(fn, row)).extend(doubles, 0);
await measure('row double -> double', twice, row, doubles, 10_000_000, doublesLoop);
await measure('row double -> double, nulls', (x: number | null) => (x === null ? 0 : x * 2), row, gaps, 10_000_000, plain((x) => (x === null ? 0 : x * 2), () => new Float64Array(BATCH)));
await measure('row double -> int', (x: number) => x | 0, { ...row, returns: t.integer }, doubles, 10_000_000, plain((x) => x | 0, () => new Int32Array(BATCH)));
await measure('row bigint -> bigint', (x: number) => x + 1, { ...row, returns: t.long }, longs, 10_000_000, plain((x: bigint) => x + 1n, () => new BigInt64Array(BATCH)));
await measure('row string -> int', (s: string) => s.length + s.charCodeAt(0), { ...row, returns: t.integer }, strings, 2_000_000, plain((s: string) => s.length, () => []));
await measure('row string -> string', (s: string) => `${s}!`, { ...row, returns: t.string }, strings, 2_000_000, plain((s: string) => `${s}!`, () => []));
await measure('row string (not ASCII) -> int', (s: string) => s.length, { ...row, returns: t.integer }, accented, 2_000_000, plain((s: string) => s.length, () => []));
await measure('row double -> double, timeout', twice, { ...row, timeout: 1000 }, doubles, 10_000_000, doublesLoop);
await measure('arrow double -> double', (x: arrow.Vector) => (x.toArray() as Float64Array).map((v) => v * 2 + 1), { ...row, mode: 'arrow' }, doubles, 10_000_000, doublesLoop);

const schema = t.struct([t.field('id', t.long), t.field('x', t.double), t.field('name', t.string), t.field('ok', t.boolean)]);
const objects = Array.from({ length: 1_000_000 }, (_, i) => ({ id: i, x: i / 3, name: `name ${i}`, ok: i % 2 === 0 }));
let start = cpu();
const batches = [...rowsToBatches(objects, schema)];
report('rowsToBatches, 1M rows x 4', cpu() - start, 'ms');
start = cpu();
const collected = batches.flatMap((batch) => [...batchRows(batch, schema)]);
report('batchRows, 1M rows x 4', cpu() - start, 'ms');
if (JSON.stringify(collected[999_999]) !== JSON.stringify(objects[999_999])) throw new Error('rows came back changed');

const factor = { by: 2 };
const fn = (x: number): number => x * factor.by;
start = cpu();
for (let i = 0; i < 500; i++) capture(fn);
report('capture, warm', (cpu() - start) / 500, 'ms');
const captured = capture(fn);
start = cpu();
for (let i = 0; i < 500; i++) await revive(captured);
report('revive, warm', (cpu() - start) / 500, 'ms');
