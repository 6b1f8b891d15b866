import { expect } from 'chai';
import fc from 'fast-check';
import { ParamError } from '#lib/errors.js';
import { data, list, object, int } from '#lib/ml/param/kinds.js';
import { decodeData, encodeData, type Json } from '#lib/ml/param/json.js';
import { Params } from '#lib/ml/param/params.js';
import { withParams } from '#lib/ml/param/with-params.js';

const throughText = (value: unknown): unknown => decodeData(JSON.parse(JSON.stringify(encodeData(value))) as Json);

describe('encodeData', () => {
  it('keeps what JSON has no words for', () => {
    const value = {
      a: NaN,
      b: [-Infinity, -0, undefined],
      c: 2n ** 70n,
      d: Float32Array.of(1.5, NaN),
      e: new Date(5),
      f: null,
      g: BigInt64Array.of(-1n),
      h: new Uint8Array([9, 8, 7, 6]).subarray(1, 3),
      i: new Float64Array(0),
      $number: 'x',
      j: { $bigint: 1, k: { $object: {} } },
    };
    expect(throughText(value)).to.deep.equal({ ...value, h: Uint8Array.of(8, 7) });
    expect(Object.is((throughText([-0]) as number[])[0], -0)).to.equal(true);
  });

  it('brings back any plain data, but for properties that are undefined', () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withDate: true }), (value) => {
        expect(throughText(value)).to.deep.equal(defined(value));
      }),
    );
  });

  it('refuses functions, symbols and instances of classes', () => {
    class Mine {}
    for (const [value, shown] of [
      [() => 1, 'a function'],
      [Symbol('s'), 'Symbol(s)'],
      [{ a: new Mine() }, 'Mine'],
      [[new Map()], 'Map'],
    ] as const) {
      expect(() => encodeData(value)).to.throw(ParamError, `must be plain data; got ${shown}`);
    }
  });
});

function defined(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(defined);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, v]) => v !== undefined)
      .map(([k, v]) => [k, defined(v)]),
  );
}

class Steps {
  readonly names: readonly string[];
  constructor(names: readonly string[]) {
    this.names = names;
  }
}

describe('object and data params', () => {
  class Job extends withParams(Params, 'Job', {
    steps: object<Steps>({
      doc: 'Steps.',
      expects: 'Steps',
      accepts: (v): v is Steps => v instanceof Steps,
      encode: (steps) => [...steps.names],
      decode: (json) => new Steps(json as string[]),
    }),
    table: data<Record<string, bigint>>({
      doc: 'Table.',
      expects: 'an object',
      accepts: (v): v is Record<string, bigint> => typeof v === 'object',
    }),
    grid: list(list(int({ doc: '' }), { doc: '', minLength: 2 }), { doc: 'Grid.', default: [[1, 2]] }),
  }) {}

  it('come back by their own codec', () => {
    const job = new Job({
      steps: new Steps(['a', 'b']),
      table: { x: 5n },
      grid: [
        [1, 2],
        [3, 4],
      ],
    });
    const back = Job.fromJSON(JSON.parse(JSON.stringify(job)) as never);
    expect(back.getSteps()).to.be.instanceOf(Steps);
    expect([back.getSteps().names, back.getTable(), back.getGrid()]).to.deep.equal([
      ['a', 'b'],
      { x: 5n },
      [
        [1, 2],
        [3, 4],
      ],
    ]);
  });

  it('say what they must be', () => {
    expect(() => new Job({ steps: {} as never })).to.throw('Job.steps must be Steps; got {  }');
    expect(() => new Job({ grid: [[1]] })).to.throw(
      'Job.grid must be a list of values, each a list of at least 2 values, each an integer; got [[1]]',
    );
    expect(Object.isFrozen(new Job().getGrid()[0])).to.equal(true);
  });
});
