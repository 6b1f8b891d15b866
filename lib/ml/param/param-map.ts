import type { Param } from './param.js';

/**
 * Params of any number of stages with their values: what a param grid is made of. A stage takes from it what is its own,
 * a pipeline hands it on to its stages.
 */
export class ParamMap {
  readonly #entries = new Map<string, readonly [Param<any>, unknown]>();

  constructor(entries: Iterable<readonly [Param<any>, unknown]> = []) {
    for (const [param, value] of entries) this.put(param, value);
  }

  put<T>(param: Param<T>, value: T): this {
    this.#entries.set(String(param), [param, value]);
    return this;
  }

  get<T>(param: Param<T>): T | undefined {
    return this.#entries.get(String(param))?.[1] as T | undefined;
  }

  has(param: Param<any>): boolean {
    return this.#entries.has(String(param));
  }

  get size(): number {
    return this.#entries.size;
  }

  /** The values that belong to the owner of that uid, by name. */
  of(uid: string): Record<string, unknown> {
    return Object.fromEntries([...this].filter(([param]) => param.parent === uid).map(([param, value]) => [param.name, value]));
  }

  [Symbol.iterator](): IterableIterator<readonly [Param<any>, unknown]> {
    return this.#entries.values();
  }
}
