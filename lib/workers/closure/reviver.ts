import { createRequire } from 'node:module';
import type { CapturedNode, Encoded, FunctionNode, Properties } from './captured-function.js';
import { compileFunction } from './compile-function.js';
import { fromKnownData } from './known-classes.js';
import { moduleUrl } from './loaded-modules.js';
import { decodeKey } from './property-key.js';

type Receiver = (value: any) => void;
type Handlers = { readonly [K in CapturedNode['kind']]: (node: Extract<CapturedNode, { kind: K }>, index: number) => void };

/** Makes values of nodes, each once. What refers to a function or object under construction gets it when it is there. */
export class Reviver {
  readonly #nodes: readonly CapturedNode[];
  readonly #done: Map<number, unknown>;
  readonly #waiting = new Map<number, Receiver[]>();

  constructor(nodes: readonly CapturedNode[], imports: ReadonlyMap<number, unknown>) {
    this.#nodes = nodes;
    this.#done = new Map(imports);
  }

  /** The value that an encoded one stands for. */
  revive(encoded: Encoded): unknown {
    let result: unknown;
    this.#give(encoded, (value) => {
      result = value;
    });
    return result;
  }

  /** Calls `receive` with the value: at once, or when the function that is being made is there. */
  #give(encoded: Encoded, receive: Receiver): void {
    if (encoded === null || typeof encoded !== 'object') return receive(encoded);
    const index = encoded.node;
    const waiting = this.#waiting.get(index);
    if (waiting !== undefined) return void waiting.push(receive);
    if (!this.#done.has(index)) this.#make(index);
    receive(this.#done.get(index));
  }

  #make(index: number): void {
    const node = this.#nodes[index]!;
    (this.#handlers[node.kind] as (node: CapturedNode, index: number) => void)(node, index);
  }

  #begin(index: number): void {
    this.#waiting.set(index, []);
  }

  #finish(index: number, value: unknown): void {
    this.#done.set(index, value);
    const waiting = this.#waiting.get(index) ?? [];
    this.#waiting.delete(index);
    for (const receive of waiting) receive(value);
  }

  #fill(target: object, { keys, values }: Properties): void {
    keys.forEach((encoded, i) => {
      const key = decodeKey(encoded);
      this.#give(values[i], (value) => {
        Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
      });
    });
  }

  readonly #handlers: Handlers = {
    import: () => undefined,
    global: ({ path }, index) => {
      let value: unknown = globalThis;
      for (const key of path) value = Reflect.get(value as object, decodeKey(key));
      this.#finish(index, value);
    },
    symbol: ({ key }, index) => this.#finish(index, decodeKey(key)),
    plain: ({ value }, index) => this.#finish(index, value),
    date: ({ time }, index) => this.#finish(index, new Date(time)),
    regexp: ({ source, flags, lastIndex }, index) => this.#finish(index, Object.assign(new RegExp(source, flags), { lastIndex })),
    'node-buffer': ({ bytes }, index) => this.#finish(index, Buffer.from(bytes)),
    'array-buffer': ({ bytes }, index) => {
      const buffer = new ArrayBuffer(bytes.length);
      new Uint8Array(buffer).set(bytes);
      this.#finish(index, buffer);
    },
    'shared-buffer': ({ buffer }, index) => this.#finish(index, buffer),
    view: ({ type, buffer, offset, length }, index) => {
      const View = Reflect.get(globalThis, type) as new (buffer: ArrayBuffer, offset: number, length: number) => ArrayBufferView;
      this.#finish(index, new View(this.revive(buffer) as ArrayBuffer, offset, length));
    },
    map: ({ entries }, index) => {
      const map = new Map<unknown, unknown>();
      this.#finish(index, map);
      for (const [key, value] of entries) {
        this.#give(key, (k) => {
          map.set(k, undefined);
          this.#give(value, (v) => map.set(k, v));
        });
      }
    },
    set: ({ elements }, index) => {
      const set = new Set<unknown>();
      this.#finish(index, set);
      for (const element of elements) this.#give(element, (value) => set.add(value));
    },
    array: (node, index) => {
      const array: unknown[] = [];
      this.#finish(index, array);
      this.#fill(array, node);
      array.length = node.length;
    },
    object: (node, index) => {
      const object = (node.nullPrototype ? Object.create(null) : {}) as object;
      this.#finish(index, object);
      this.#fill(object, node);
    },
    error: (node, index) => {
      const Type: unknown = Reflect.get(globalThis, node.type);
      const isError = typeof Type === 'function' && (Type === Error || Type.prototype instanceof Error);
      const error = new ((isError ? Type : Error) as ErrorConstructor)(node.message);
      Object.defineProperty(error, 'stack', { value: node.stack, writable: true, configurable: true });
      this.#finish(index, error);
      this.#fill(error, node);
    },
    instance: (node, index) => {
      const instance = {};
      this.#finish(index, instance);
      this.#give(node.type, (type: { prototype: object }) => Object.setPrototypeOf(instance, type.prototype));
      this.#fill(instance, node);
    },
    known: ({ type, data }, index) => this.#finish(index, fromKnownData(type, this.revive(data))),
    bound: ({ target, self, args }, index) => {
      this.#begin(index);
      const values = args.map((arg) => this.revive(arg));
      this.#give(target, (fn: Function) => this.#finish(index, Function.prototype.bind.call(fn, this.revive(self), ...values)));
    },
    require: ({ base }, index) => this.#finish(index, createRequire(moduleUrl(base))),
    function: (node, index) => this.#function(node, index),
  };

  #function(node: FunctionNode, index: number): void {
    this.#begin(index);
    const early: Record<string, unknown> = {};
    const late: string[] = [];
    const compiledNow: { assign?: (name: string, value: unknown) => void } = {};
    node.captured.forEach((name, i) => {
      let given = false;
      this.#give(node.values[i], (value) => {
        if (compiledNow.assign !== undefined) return compiledNow.assign(name, value);
        early[name] = value;
        given = true;
      });
      if (!given) late.push(name);
    });
    const compiled = compileFunction(node, early, late);
    compiledNow.assign = compiled.assign;
    this.#finish(index, compiled.fn);
    if (node.properties) this.#fill(compiled.fn, node.properties);
    if (node.prototype) this.#fill(compiled.fn.prototype as object, node.prototype);
  }
}
