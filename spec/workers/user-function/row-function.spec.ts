import { setTimeout as delay } from 'node:timers/promises';
import * as arrow from 'apache-arrow';
import { expect } from 'chai';
import { rowsToBatches } from '#lib/arrow/values/rows-to-batches.js';
import { ExecutionError } from '#lib/errors.js';
import { Vectors } from '#lib/linalg/vectors.js';
import * as t from '#lib/types/data-type.js';
import type { DataType } from '#lib/types/data-type.js';
import type { UserCallOptions } from '#lib/workers/user-function/user-call.js';
import { extend, runUserFunction } from './run-user-function.js';

/** Calls a function over one column. */
const over = (
  fn: Function,
  input: DataType,
  returns: DataType,
  values: readonly unknown[],
  options: Partial<UserCallOptions> = {},
): Promise<unknown[]> =>
  runUserFunction(
    fn,
    { returns, mode: 'row', name: 'f', ...options },
    t.struct([t.field('x', input)]),
    values.map((value) => [value]),
  );

/** The error of a run that must fail. */
async function failure(run: Promise<unknown>): Promise<ExecutionError> {
  try {
    await run;
  } catch (error) {
    expect(error).to.be.instanceOf(ExecutionError);
    return error as ExecutionError;
  }
  throw new Error('it did not fail');
}

describe('rowFunction', () => {
  const classes = ['ants', 'bees'];

  it('calls a function with what it captured, once a row', async () => {
    expect(
      await over((path: string) => classes.findIndex((name) => path.includes(name)), t.string, t.integer, ['a/bees/1.jpg', 'a/ants/2.jpg']),
    ).to.deep.equal([1, 0]);
  });

  it('takes no arguments', async () => {
    const empty = new arrow.RecordBatch(
      new arrow.Schema([]),
      arrow.makeData({ type: new arrow.Struct([]), length: 3, nullCount: 0, children: [] }),
    );
    const result = await extend(() => classes[1], { returns: t.string, mode: 'row' }, empty);
    expect([...result.getChildAt(0)!]).to.deep.equal(['bees', 'bees', 'bees']);
  });

  it('takes several arguments of different types', async () => {
    const schema = t.struct([t.field('a', t.double), t.field('b', t.string), t.field('c', t.long), t.field('d', t.array(t.integer))]);
    const join = (a: number, b: string, c: number, d: number[]): string => `${a}|${b}|${c}|${d.join('+')}`;
    expect(
      await runUserFunction(join, { returns: t.string, mode: 'row' }, schema, [
        [0.5, 'é', 7, [1, 2]],
        [1, '', -1, []],
      ]),
    ).to.deep.equal(['0.5|é|7|1+2', '1||-1|']);
  });

  it('passes null as null and takes null and undefined as null', async () => {
    const values = [1, null, 3, null, 5];
    for (const type of [t.double, t.integer, t.long, t.float]) {
      expect(await over((x: number | null) => x === null, type, t.boolean, values), type.kind).to.deep.equal([
        false,
        true,
        false,
        true,
        false,
      ]);
      expect(await over((x: number | null) => (x === 3 ? undefined : x), type, type, values), type.kind).to.deep.equal([
        1,
        null,
        null,
        null,
        5,
      ]);
    }
    expect(await over((x: string | null) => x?.toUpperCase(), t.string, t.string, ['a', null])).to.deep.equal(['A', null]);
  });

  it('returns every type', async () => {
    const same = (x: unknown): unknown => x;
    const cases: readonly [DataType, unknown][] = [
      [t.boolean, true],
      [t.byte, -3],
      [t.short, 300],
      [t.long, 2 ** 40],
      [t.float, 0.5],
      [t.binary, Uint8Array.of(1, 2)],
      [t.date, new Date('2020-01-02')],
      [t.timestamp, new Date(5)],
      [t.decimal(5, 2), '1.20'],
      [t.array(t.string), ['a', null]],
      [t.map(t.string, t.double), new Map([['a', 0.5]])],
      [t.struct([t.field('p', t.integer)]), { p: 1 }],
      [t.vector(2), Vectors.dense(1, 2)],
    ];
    for (const [type, value] of cases) expect(await over(same, type, type, [value, null]), type.kind).to.deep.equal([value, null]);
  });

  it('gives longs as bigints where told', async () => {
    expect(await over((x: bigint) => x + 1n, t.long, t.long, [2n ** 60n], { longs: 'bigint' })).to.deep.equal([2n ** 60n + 1n]);
    const error = await failure(over((x: number) => x + 1, t.long, t.long, [2n ** 60n]));
    expect(error.message).to.match(/Column 'x' holds the long 1152921504606846976.*spark\.kindling\.longs/);
  });

  it('runs over no rows', async () => {
    const [batch] = rowsToBatches([[1]], t.struct([t.field('x', t.double)]));
    expect((await extend((x: number) => x, { returns: t.double, mode: 'row' }, batch!.slice(0, 0))).numRows).to.equal(0);
  });

  it('keeps to the rows of a slice', async () => {
    const [batch] = rowsToBatches([[1], [null], [3], [4], [null]], t.struct([t.field('x', t.double)]));
    const result = await extend((x: number | null) => (x === null ? -1 : x * 2), { returns: t.double, mode: 'row' }, batch!.slice(1, 4));
    expect(Array.from(result.getChildAt(0)!)).to.deep.equal([-1, 6, 8]);
  });

  describe('fails with one error', () => {
    const fails = (x: number): number => {
      if (x === 2) throw new TypeError('no twos');
      return x;
    };

    it('that names function, row and partition and shows the lines of the user', async () => {
      const error = await failure(over(fails, t.double, t.double, [1, 2, 3]));
      expect(error.condition).to.equal('FAILED_EXECUTE_UDF');
      expect(error.message).to.match(
        /The user-defined function 'f', at row 1 of a batch of partition 3, threw TypeError: no twos\n\s+at fails \(.*row-function\.spec\.js:\d+:\d+\)$/,
      );
      expect(error.cause).to.be.instanceOf(TypeError);
    });
    it('when what is thrown is no Error', async () => {
      expect((await failure(over(new Function("throw 'text'") as () => never, t.double, t.string, [1]))).message).to.match(
        /row 0 .* threw 'text'$/,
      );
    });
    it('when a result is of another type', async () => {
      const wrong = (x: number): unknown => (x === 2 ? 'two' : x);
      for (const type of [t.double, t.integer, t.long, t.short, t.boolean, t.date]) {
        const good = type === t.boolean ? true : type === t.date ? new Date(0) : 1;
        const error = await failure(over((x: number) => (x === 2 ? wrong(x) : good), t.double, type, [1, 1, 2]));
        expect(error.message, type.kind).to.match(
          /'f', at row 2 of a batch of partition 3, returned a wrong value: Column 'f' is \w+: it must be .* or null; got 'two'/,
        );
      }
      expect((await failure(over(() => 1.5, t.double, t.integer, [1]))).message).to.match(/whole number.*got 1\.5/);
      expect((await failure(over(() => [1, 'x'], t.double, t.array(t.double), [1]))).message).to.match(
        /Column 'f\.element' is double.*got 'x'/,
      );
    });
  });

  describe('awaits functions that return promises', () => {
    it('some at once, in the order of rows', async () => {
      const waits = async (x: number): Promise<number> => {
        await delay(Math.random() * 5);
        return x * 2;
      };
      const values = Array.from({ length: 100 }, (_, i) => i);
      expect(await over(waits, t.double, t.double, values)).to.deep.equal(values.map((x) => x * 2));
      expect(await over(async (x: number) => Promise.resolve(String(x)), t.double, t.string, [1, 2])).to.deep.equal(['1', '2']);
    });
    it('with at most 32 under way', async () => {
      const count = { now: 0, most: 0 };
      const tracked = async (x: number): Promise<number> => {
        count.now++;
        count.most = Math.max(count.most, count.now);
        await delay(1);
        count.now--;
        return x === 99 ? count.most : 0;
      };
      const results = await over(
        tracked,
        t.double,
        t.double,
        Array.from({ length: 100 }, (_, i) => i),
      );
      expect(results[99]).to.be.within(2, 32);
    });
    it('also when only some results are promises', async () => {
      const mixed = (x: number): unknown => (x === 1 ? Promise.resolve(null) : x);
      expect(await over(mixed, t.double, t.double, [0, 1, 2])).to.deep.equal([0, null, 2]);
      expect(await over((x: number) => (x === 1 ? Promise.resolve('p') : `${x}`), t.double, t.string, [0, 1, 2])).to.deep.equal([
        '0',
        'p',
        '2',
      ]);
    });
    it('and names the row of a rejection', async () => {
      const rejects = async (x: number): Promise<number> => {
        await delay(0);
        if (x === 1) throw new Error('not there');
        return x;
      };
      expect((await failure(over(rejects, t.double, t.double, [0, 1, 2]))).message).to.match(
        /row 1 of a batch of partition 3, threw Error: not there/,
      );
    });
  });

  describe('with a timeout', () => {
    it('ends an asynchronous call, naming its row', async () => {
      const hangs = (x: number): unknown => (x === 1 ? new Promise(() => undefined) : Promise.resolve(x));
      expect((await failure(over(hangs, t.double, t.double, [0, 1, 2], { timeout: 50 }))).message).to.match(
        /row 1 of a batch of partition 3, must return within 50 ms/,
      );
    });
    it('ends a synchronous call that never returns, naming its row', async () => {
      const loops = (x: number): number => {
        while (x === 3);
        return x;
      };
      for (const returns of [t.double, t.long]) {
        expect((await failure(over(loops, t.double, returns, [0, 1, 2, 3, 4], { timeout: 50 }))).message).to.match(
          /row 3 of a batch of partition 3, must return within 50 ms/,
        );
      }
      expect((await failure(over((x: number) => String(loops(x)), t.double, t.string, [0, 3], { timeout: 50 }))).message).to.match(
        /row 1 /,
      );
    });
    it('gives each call the whole time', async () => {
      const slow = (x: number): number => {
        const end = performance.now() + 20;
        while (performance.now() < end);
        return x;
      };
      const values = Array.from({ length: 20 }, (_, i) => i);
      expect(await over(slow, t.double, t.double, values, { timeout: 200 })).to.deep.equal(values);
      expect(await over((x: number) => `${slow(x)}`, t.double, t.string, values, { timeout: 200 })).to.deep.equal(values.map(String));
    });
  });
});
