import { spawnSync } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { WriteStream } from 'node:fs';
import net from 'node:net';
import { expect } from 'chai';
import { AnalysisError } from '#lib/errors.js';
import { capture } from '#lib/workers/closure/capture.js';
import type { CaptureOptions } from '#lib/workers/closure/capture.js';
import { CaptureError } from '#lib/workers/closure/capture-error.js';
import { revive } from '#lib/workers/closure/revive.js';

/** Expects that a function is refused because of `variable`. */
function refuses(fn: Function, variable: string, message: RegExp, options?: CaptureOptions): void {
  let error: unknown;
  try {
    capture(fn, options);
  } catch (thrown) {
    error = thrown;
  }
  expect(error).to.be.instanceOf(CaptureError).and.instanceOf(AnalysisError);
  expect(error).to.include({ variable, condition: 'UDF_CANNOT_CAPTURE' });
  expect((error as Error).message).to.match(message);
}

const socket = new net.Socket();
const emitter = new EventEmitter();
class OwnEmitter extends EventEmitter {}
const ownEmitter = new OwnEmitter();
const promise = Promise.resolve(1);
const weak = new WeakMap();
const unique = Symbol('u');
const getter = {
  deep: {
    get g() {
      return 1;
    },
  },
};
const proxy = new Proxy({}, {});
const tensor = {
  dataId: {},
  dataSync() {
    return 1;
  },
  dispose() {
    return 1;
  },
};
class Secret {
  #value = 4;
  read(): number {
    return this.#value;
  }
}
const secret = new Secret();
class OwnMap extends Map {}
const ownMap = new OwnMap();
let counter = 0;
const { revoke } = Proxy.revocable({}, {});
const big = new Float64Array(1000);

describe('CaptureError', () => {
  it('refuses a write to a captured variable', () => {
    refuses(() => counter++, 'counter', /assigns/);
    refuses(
      () => {
        [counter] = [1];
      },
      'counter',
      /assigns/,
    );
  });
  it('refuses sockets, streams and emitters', () => {
    const out = { write: 1, stream: new WriteStream('/dev/null' as any) };
    out.stream.on('error', () => undefined);
    refuses(() => socket, 'socket', /socket, stream/);
    refuses(() => out.write, 'out.stream', /WriteStream/);
    refuses(() => emitter, 'emitter', /EventEmitter/);
    refuses(() => ownEmitter, 'ownEmitter', /built on EventEmitter/);
  });
  it('refuses a Promise, and says to await it', () => refuses(() => promise, 'promise', /Promise\. await/));
  it('refuses a WeakMap', () => refuses(() => weak, 'weak', /WeakMap/));
  it('refuses a unique symbol', () => refuses(() => unique, 'unique', /unique symbol/));
  it('refuses a getter', () => refuses(() => getter, 'getter.deep.g', /getter/));
  it('refuses a Proxy', () => refuses(() => proxy, 'proxy', /Proxy/));
  it('refuses a tensor', () => refuses(() => tensor, 'tensor', /Tensor/));
  it('refuses an instance with #private members', () => refuses(() => secret.read(), 'secret', /#private/));
  it('refuses a subclass of a Map', () => refuses(() => ownMap, 'ownMap', /subclass of a built-in/));
  it('refuses `this`', function () {
    refuses(
      function (this: { a: 1 }) {
        return this.a;
      },
      'this',
      /this/,
    );
    refuses(() => this, 'this', /this/);
  });
  it('refuses `super`', () => {
    const object = {
      read() {
        return super.toString();
      },
    };
    refuses(object.read, 'super', /super/);
  });
  it('refuses import.meta', () => refuses(() => import.meta.url, 'import.meta', /import\.meta/));
  it('refuses a direct eval', () => refuses((x: string) => eval(x) as unknown, 'eval', /eval/));
  it('refuses a native function that no name leads to', () => refuses(() => revoke, 'revoke', /native/));
  it('names the way through nested functions', () => {
    const inner = (): net.Socket => socket;
    refuses(() => inner(), 'inner → socket', /socket/);
  });
  it('refuses more than maxBytes', () => refuses(() => big, 'big', /over 4000 bytes \(maxBytes\)/, { maxBytes: 4000 }));
  // V8 tells that a variable has no value yet from Node 22 on
  if (Number(process.versions.node.split('.')[0]) >= 22) {
    it('refuses a variable before its declaration ran', () => {
      refuses(() => later, 'later', /no value yet/);
      const later = 1;
    });
  }
});

describe('capture with { captures }', () => {
  const written = (0, eval)('(x) => x * factor') as (x: number) => number;

  it('takes the values that are named', async () => {
    expect((await revive(capture(written, { captures: { factor: 4 } })))(2)).to.equal(8);
  });
  it('names a variable that was left out', () => refuses(written, 'factor', /captures: \{ factor \}/, { captures: {} }));
  it('works where the inspector is blocked, and says so without', () => {
    const script = `
      const { capture } = await import(${JSON.stringify(import.meta.resolve('#lib/workers/closure/capture.js'))});
      const { revive } = await import(${JSON.stringify(import.meta.resolve('#lib/workers/closure/revive.js'))});
      const factor = 3, helper = (x) => x + factor;
      const message = (() => { try { capture((x) => helper(x)); return 'captured'; } catch (error) { return error.message; } })();
      const fn = await revive(capture((x) => helper(x), { captures: { helper, factor } }));
      console.log(JSON.stringify([fn(1), message]));`;
    const flag = Number(process.versions.node.split('.')[0]) < 23 ? '--experimental-permission' : '--permission';
    const { stdout, stderr } = spawnSync(
      process.execPath,
      [flag, '--allow-fs-read=*', '--no-warnings', '--input-type=module', '-e', script],
      { encoding: 'utf8' },
    );
    expect(stdout, stderr).to.include('[4,');
    expect(stdout).to.match(/cannot be seen.*captures/);
  });
});
