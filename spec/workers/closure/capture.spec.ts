import { createRequire } from 'node:module';
import path, { join } from 'node:path';
import * as url from 'node:url';
import vm from 'node:vm';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { tableFromArrays } from 'apache-arrow';
import { expect } from 'chai';
import { DenseVector } from '#lib/linalg/dense-vector.js';
import { Vectors } from '#lib/linalg/vectors.js';
import { capture } from '#lib/workers/closure/capture.js';
import type { CapturedFunction } from '#lib/workers/closure/captured-function.js';
import { revive } from '#lib/workers/closure/revive.js';
import { callInProcess, Elsewhere } from './fixtures/call-elsewhere.js';
import { config, helper } from './fixtures/own-module.js';
import * as own from './fixtures/own-module.js';

const require = createRequire(import.meta.url);
interface Common {
  readonly twice: (x: number) => number;
  readonly viaExports: (x: number) => number;
}
const common = require('./fixtures/own-common.cjs') as Common;
const { twice } = require('./fixtures/own-common.cjs') as Common;

const k = 2;
const big = 10n;
const when = new Date(5);
const pattern = /a+/gi;
const map = new Map([['a', { z: 1 }]]);
const set = new Set([1, 2]);
const doubles = new Float64Array([1, 2, 3]);
const cycle: { n: number; self?: typeof cycle } = { n: 1 };
cycle.self = cycle;

class Point {
  x: number;
  constructor(x: number) {
    this.x = x;
  }
  get double(): number {
    return this.x * k;
  }
  static of(x: number): Point {
    return new this(x);
  }
}
class Point2 extends Point {
  y = 1;
  sum(): number {
    return this.double + this.y;
  }
}
const point = new Point2(4);

class Secret {
  #value = 4;
  read(): number {
    return this.#value;
  }
}

describe('capture', () => {
  let elsewhere: Elsewhere;
  before(() => {
    elsewhere = new Elsewhere();
  });
  after(() => elsewhere.close());

  const same = async (fn: Function, ...args: unknown[]): Promise<void> => {
    expect(await elsewhere.call(fn, args)).to.deep.equal(await fn(...args));
  };

  describe('takes values', () => {
    it('of every plain kind', () =>
      same(
        (x: number) => [
          x * k,
          big,
          when.getTime(),
          'aa'.match(pattern),
          map.get('a')!.z,
          set.has(2),
          doubles[1],
          Math.sin(x),
          JSON.stringify({ x }),
        ],
        3,
      ));
    it('that are undefined, NaN, -0 or null', () => {
      const odd = [undefined, NaN, -0, null, Infinity];
      return same(() => [odd[0] === undefined, Number.isNaN(odd[1]), Object.is(odd[2], -0), odd[3], odd[4]]);
    });
    it('in cycles', () => same(() => cycle.self!.self!.n + (cycle.self === cycle ? 1 : 0)));
    it('once each, however often they are referred to', () => {
      const shared = {};
      const a = { shared };
      const b = { shared };
      return same(() => a.shared === b.shared && a.shared === shared);
    });
    it('with symbols as keys', () => {
      const s = Symbol.for('q');
      const object = {
        [s]: 1,
        *[Symbol.iterator]() {
          yield k;
        },
      };
      return same(() => [object[s], ...object]);
    });
    it('of long arrays and sparse ones', () => {
      const long = Array.from({ length: 1000 }, (_, i) => i);
      const sparse: number[] = [];
      sparse[3] = 1;
      return same(() => [long[999], long.length, sparse.length, 0 in sparse]);
    });
    it('named __proto__ without touching the prototype', () => {
      const odd = JSON.parse('{"__proto__": {"x": 1}}') as object;
      return same(() => [Object.keys(odd), Object.getPrototypeOf(odd) === Object.prototype]);
    });
    it('of errors, with their stack and properties', () => {
      const failure = Object.assign(new RangeError('far'), { code: 7 });
      return same(() => [failure instanceof RangeError, failure.message, failure.code, failure.stack]);
    });
    it('of Buffers and of views over a part of a large buffer, without the rest', () => {
      const text = Buffer.from('héé');
      const part = new Float64Array(1e6).subarray(5, 8);
      const data = capture(() => part.length);
      expect(JSON.stringify(data).length).to.be.below(2000);
      return same(() => [text.toString(), part.length]);
    });
    it('of views that share a buffer', () => {
      const bytes = new Uint8Array(16);
      const view = new DataView(bytes.buffer);
      bytes[0] = 7;
      return same(() => {
        bytes[1] = 9;
        return [view.getUint8(0), view.getUint8(1)];
      });
    });
    it('in SharedArrayBuffers as the same memory on both sides, also through a view of a small part', async () => {
      const memory = new SharedArrayBuffer(800);
      const all = new Float64Array(memory);
      const part = all.subarray(5, 8);
      await elsewhere.call(() => [part.fill(7), (all[0] = 1)].length);
      expect([Array.from(part), all[0], all[8]]).to.deep.equal([[7, 7, 7], 1, 0]);
    });
    it('as copies: a change in the worker is not seen here', async () => {
      const list = [1];
      await elsewhere.call(() => list.push(2));
      expect(list).to.deep.equal([1]);
    });
    it('of Arrow tables and dense vectors', async () => {
      const table = tableFromArrays({ a: Int32Array.of(1, 2, 3) });
      const column = table.getChild('a')!;
      const vector = Vectors.dense(1, 2.5);
      expect(await elsewhere.call(() => [table.numRows, column.get(1), vector.get(1), vector instanceof DenseVector])).to.deep.equal([
        3,
        2,
        2.5,
        true,
      ]);
    });
  });

  describe('takes functions and classes', () => {
    it('nested and mutually recursive', () => {
      const even = (n: number): boolean => (n === 0 ? true : odd(n - 1));
      function odd(n: number): boolean {
        return n === 0 ? false : even(n - 1);
      }
      return same((n: number) => [even(n), odd(n)], 7);
    });
    it('recursive through a const', () => {
      const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
      return same(factorial, 6);
    });
    it('asynchronous', () => {
      const d = 5;
      return same(async (x: number) => (await Promise.resolve(x)) + d, 1);
    });
    it('generators', () => {
      const d = 3;
      function* count(n: number): Generator<number> {
        for (let i = 0; i < n; i++) yield i * d;
      }
      return same(() => [...count(4)]);
    });
    it('classes and their instances', () => same(() => [point.sum(), point instanceof Point, Point2.of(2).double, Point2.name]));
    it('classes with #private members that are made inside', () => same(() => new Secret().read()));
    it('old-style classes', () => {
      const Old = function (this: { x: number }, x: number) {
        this.x = x;
      } as unknown as { new (x: number): { get(): number }; extra: { a: number }; prototype: object };
      Object.assign(Old.prototype, {
        get(this: { x: number }) {
          return this.x + k;
        },
      });
      Old.extra = { a: 1 };
      return same(() => new Old(1).get() + Old.extra.a);
    });
    it('methods of every form', async () => {
      const object = {
        add(x: number) {
          return x + k;
        },
        async later(x: number) {
          return Promise.resolve(x);
        },
        *each() {
          yield k;
        },
        ['c' + 1](x: number) {
          return x;
        },
        inner: { next: (x: number) => x + 1 },
      } as any;
      await same(() => [object.add(1), object.inner.next(1), object.c1(2), [...object.each()]]);
      await same(object.add as Function, 5);
      await same(object.later as Function, 5);
    });
    it('methods that use the `this` of their object', () => {
      const object = {
        a: 1,
        read() {
          return this.a;
        },
      };
      return same(() => object.read());
    });
    it('bound functions, also as the one that is captured', async () => {
      const multiply = (a: number, b: number): number => a * b * k;
      const triple = multiply.bind(null, 3);
      await same((x: number) => triple(x), 5);
      expect(await elsewhere.call(triple, [5])).to.equal(30);
    });
    it('in a cycle with their object', () => {
      const object: { call(n: number): string; tag: string } = { call: (n) => (n > 0 ? object.call(n - 1) : object.tag), tag: 't' };
      return same(() => object.call(3));
    });
    it('classes that refer to their own instance', () => {
      class Single {
        v = 1;
        read(): number {
          return instance.v;
        }
      }
      const instance = new Single();
      return same(() => [instance.read(), instance instanceof Single]);
    });
    it('with shadowing, defaults and patterns', () => {
      const a = 1;
      const b = 2;
      return same(({ a: c = b, ...rest }: any = {}, [d]: any = [a]) => {
        const k = 5;
        {
          let b = 9;
          c += b;
          b = 0;
        }
        return [c, d, rest, k];
      }, undefined);
    });
    it('of another realm, such as a cell', () => {
      const context = vm.createContext({ console, ext: { a: [1, 2], d: new Date(3) } });
      vm.runInContext(
        'const top = 4; let lt = { q: 1 }; var vv = 2; class C { m() { return top; } }; function fn(x) { return x + top + lt.q + vv + ext.a.length + new C().m() + ext.d.getTime() + Math.abs(-1); }',
        context,
      );
      return same(vm.runInContext('fn', context) as Function, 1);
    });
    it('of a notebook, where names of earlier cells are members of exports', async () => {
      const context = vm.createContext({ require, console, exports: {} });
      vm.runInContext(
        'exports.socket = new (require("node:net").Socket)(); exports.rate = 3; exports.scale = (x) => x * exports.rate;',
        context,
      );
      vm.runInContext(
        'const node_path_1 = require("node:path"); exports.run = (x) => exports.scale(x) + node_path_1.join("a", "b");',
        context,
      );
      expect(await elsewhere.call(vm.runInContext('exports.run', context) as Function, [2])).to.equal('6a/b');
    });
    it('without the counters of Istanbul', async () => {
      const cov_ab1 = (): never => {
        throw new Error('called');
      };
      const counted = new Function(
        'cov_ab1',
        'k',
        'return function(x){cov_ab1().f[0]++;cov_ab1().s[1]++;return x>1?(cov_ab1().b[0][0]++,x+k):(cov_ab1().b[0][1]++,0)}',
      );
      expect(await elsewhere.call(counted(cov_ab1, k) as Function, [3])).to.equal(5);
    });
    it('made by eval', () => same((0, eval)('const ee = 1; (x) => x + ee') as Function, 1));
  });

  describe('takes imports', () => {
    it('of modules of Node', () => same(() => [join('a', 'b'), path.basename('/q/r'), url.fileURLToPath('file:///z')]));
    it('by require', () => same(() => (require('node:os') as typeof import('node:os')).EOL));
    it('of functions of Node inside of values', () => {
      const functions = { join, max: Math.max };
      return same(() => [functions.join('a', 'b'), functions.max(1, 2)]);
    });
    it("of the user's modules by value", () => same((x: number) => helper(x) + config.n + own.tag, 1));
    it("of the user's CommonJS files", () => same((x: number) => common.twice(x) + twice(x) + common.viaExports(1), 2));
    it('made inside, relative to the original file', () => same(async () => (await import('./fixtures/own-module.js')).tag));
    it('of Kindling by name, so that classes are the same', () => same(() => Vectors.dense(1) instanceof DenseVector));
  });

  it('keeps file and line in stack traces', async () => {
    const fail = (): string => {
      try {
        return (null as unknown as { x: string }).x;
      } catch (error) {
        return (error as Error).stack!;
      }
    };
    const place = /capture\.spec\.js:\d+:\d+/;
    expect(((await elsewhere.call(fail)) as string).match(place)![0]).to.equal(fail().match(place)![0]);
  });

  it('goes to a forked process', async () => {
    const counts = new Map([['q', 4n]]);
    expect(await callInProcess((x: number) => [x + k, counts.get('q'), point.sum()], [1])).to.deep.equal([3, 4n, 9]);
  });

  it('works inside a worker thread', async () => {
    const worker = new Worker(new URL('./fixtures/capture.worker.js', import.meta.url));
    const [captured] = (await once(worker, 'message')) as [CapturedFunction];
    expect((await revive(captured))(2)).to.equal(42);
  });

  it('tells what it took', () => {
    const { source, captured } = capture((x: number) => x * k);
    expect(source).to.equal('(x) => x * k');
    expect(captured).to.deep.equal(['k']);
  });

  it('leaves nothing on the global object', () => {
    const names = Reflect.ownKeys(globalThis);
    capture(() => point);
    expect(Reflect.ownKeys(globalThis)).to.deep.equal(names);
  });
});
