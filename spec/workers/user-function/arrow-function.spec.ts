import * as arrow from 'apache-arrow';
import { expect } from 'chai';
import { ExecutionError } from '#lib/errors.js';
import * as t from '#lib/types/data-type.js';
import type { DataType } from '#lib/types/data-type.js';
import { runUserFunction } from './run-user-function.js';

const over = (fn: Function, returns: DataType, values: readonly unknown[] = [1, 2, null]): Promise<unknown[]> =>
  runUserFunction(
    fn,
    { returns, mode: 'arrow', name: 'v' },
    t.struct([t.field('x', t.double)]),
    values.map((value) => [value]),
  );

async function message(run: Promise<unknown>): Promise<string> {
  try {
    await run;
  } catch (error) {
    expect(error).to.be.instanceOf(ExecutionError);
    return (error as Error).message;
  }
  throw new Error('it did not fail');
}

describe('arrowFunction', () => {
  it('gets whole vectors and returns a typed array of the width of the column, or of another', async () => {
    expect(await over((x: arrow.Vector) => Float64Array.from(x, (value: number) => value + 0.5), t.double, [1, 2])).to.deep.equal([
      1.5, 2.5,
    ]);
    expect(await over(() => Float64Array.of(1, 2, 3), t.integer)).to.deep.equal([1, 2, 3]);
    expect(await over(() => BigInt64Array.of(1n, 2n, 3n), t.long)).to.deep.equal([1, 2, 3]);
    expect(
      await over((x: arrow.Vector) => (x.toArray() as Float64Array).subarray(1, 3), t.double, [5, 6, 7].slice(0, 2)).catch(
        (e: Error) => e.message,
      ),
    ).to.match(/batch has rows, 2; got 1/);
  });
  it('returns an array, with nulls', async () => {
    expect(await over((x: arrow.Vector) => [...x].map((value) => (value === null ? null : `n${value}`)), t.string)).to.deep.equal([
      'n1',
      'n2',
      null,
    ]);
  });
  it('returns a vector, of the type or of one that converts', async () => {
    expect(await over((x: arrow.Vector) => x, t.double)).to.deep.equal([1, 2, null]);
    expect(
      await over(() => new arrow.Vector([arrow.makeData({ type: new arrow.Int32(), data: Int32Array.of(1, 2, 3) })]), t.double),
    ).to.deep.equal([1, 2, 3]);
    const chunks = (x: arrow.Vector): arrow.Vector => x.concat(x).slice(0, x.length);
    expect(await over(chunks, t.double)).to.deep.equal([1, 2, null]);
  });
  it('awaits a promise', async () =>
    expect(await over(async (x: arrow.Vector) => Promise.resolve(x), t.double)).to.deep.equal([1, 2, null]));
  it('refuses another length', async () => {
    expect(await message(over(() => [1], t.double))).to.match(
      /'v', at a batch of partition 3, must return as many values as the batch has rows, 3; got 1/,
    );
  });
  it('refuses what is no column', async () => {
    expect(await message(over(() => 5, t.double))).to.match(/must return a Vector, a typed array or an array; got 5/);
    expect(await message(over(() => [1, 'x', 2], t.double))).to.match(/row 1 of a batch of partition 3, returned a wrong value: .*got 'x'/);
  });
  it('names function and partition when it throws', async () => {
    expect(
      await message(
        over(() => {
          throw new Error('broken');
        }, t.double),
      ),
    ).to.match(/'v', at a batch of partition 3, threw Error: broken\n\s+at .*arrow-function\.spec\.js/);
  });
});
