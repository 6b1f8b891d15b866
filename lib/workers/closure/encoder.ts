import { CaptureError } from './capture-error.js';
import type { CapturedNode, Encoded, Properties, Reference } from './captured-function.js';
import { encodeFunction } from './encode-function.js';
import { encodeObject } from './encode-object.js';
import { encodeKey } from './property-key.js';

/** Turns values into nodes, each object once, so that identity and cycles survive. */
export class Encoder {
  readonly nodes: CapturedNode[] = [];
  /** The function that is captured. */
  readonly root: Function;
  /** The values that the user named, which then are taken in place of what V8 knows. */
  readonly captures: Readonly<Record<string, unknown>> | undefined;
  readonly #references = new Map<unknown, Reference>();
  readonly #imports = new Map<string, Reference>();
  readonly #maxBytes: number;
  #bytes = 0;

  constructor(root: Function, captures: Readonly<Record<string, unknown>> | undefined, maxBytes: number) {
    this.root = root;
    this.captures = captures;
    this.#maxBytes = maxBytes;
  }

  /** Encodes a value. `path` says where it was found, for errors. */
  encode(value: unknown, path: string): Encoded {
    switch (typeof value) {
      case 'string':
        this.count(value.length, path);
        return value;
      case 'symbol':
        return this.#references.get(value) ?? this.#symbol(value, path);
      case 'function':
      case 'object':
        if (value === null) return null;
        if (!this.#references.has(value)) {
          if (typeof value === 'function') encodeFunction(this, value, path);
          else encodeObject(this, value, path);
        }
        return this.#references.get(value);
      default:
        return value as Encoded;
    }
  }

  /** Adds the node of a value. It is known from here on, so what its parts refer back to is found. */
  add<N extends CapturedNode>(value: unknown, node: N): N {
    this.#references.set(value, { node: this.nodes.push(node) - 1 });
    return node;
  }

  /** Adds a node that stands for no value of ours, such as an import; equal ones once. */
  refer(node: CapturedNode): Reference {
    const key = JSON.stringify(node);
    const known = this.#imports.get(key) ?? { node: this.nodes.push(node) - 1 };
    this.#imports.set(key, known);
    return known;
  }

  /** Encodes own properties: the enumerable ones, or those of `keys`. */
  properties(value: object, path: string, into: Properties, keys: readonly (string | symbol)[] = enumerableKeys(value)): void {
    for (const key of keys) {
      const descriptor = Object.getOwnPropertyDescriptor(value, key);
      if (descriptor === undefined) continue;
      const at = `${path}.${String(key)}`;
      if (descriptor.get !== undefined || descriptor.set !== undefined) {
        throw new CaptureError(at, 'it is a getter or setter', 'Copy its value into a plain property first');
      }
      const encoded = encodeKey(key);
      if (encoded === undefined)
        throw new CaptureError(at, 'its key is a unique symbol, which has no identity outside this process', 'Use Symbol.for(key)');
      into.keys.push(encoded);
      into.values.push(this.encode(descriptor.value, at));
    }
  }

  /** Counts what is captured, up to the limit. */
  count(bytes: number, path: string): void {
    this.#bytes += bytes;
    if (this.#bytes <= this.#maxBytes) return;
    throw new CaptureError(
      path,
      `with it the captured data is over ${this.#maxBytes} bytes (maxBytes)`,
      'Put large data into a column or a file, or raise maxBytes',
    );
  }

  #symbol(value: symbol, path: string): Reference | undefined {
    const key = encodeKey(value);
    if (key === undefined)
      throw new CaptureError(path, 'it is a unique symbol, which has no identity outside this process', 'Use Symbol.for(key) or a string');
    this.add(value, { kind: 'symbol', key });
    return this.#references.get(value);
  }
}

const enumerableKeys = (value: object): (string | symbol)[] =>
  Reflect.ownKeys(value).filter((key) => Object.prototype.propertyIsEnumerable.call(value, key));
