import { randomUUID } from 'node:crypto';
import { ParamError } from '#lib/errors.js';
import type { Json } from './json.js';
import { Param, type ParamSpec, type ParamSchema } from './param.js';
import { ParamMap } from './param-map.js';
import { decodeParam, encodeParams, specOf, type Declared, type ParamsJson } from './params-json.js';
import { showValue } from '#lib/show-value.js';
import type { OptionsOf } from './with-params.js';

/** A class of ours as this file sees it: it is made from options and, where it is to be the same one again, a uid. */
interface ParamsConstructor<T> extends Declared {
  new (options: object, uid: string): T;
}

/**
 * Something with params: named, checked values with defaults. `withParams` declares them. A constructor takes options and an
 * optional uid, in that order, and nothing else: `copy`, `fromJSON` and `load` rely on it.
 */
export abstract class Params {
  static readonly className: string = 'Params';
  static readonly schema: ParamSchema = {};
  /** The class name and twelve random digits. A copy and a fitted model keep it. */
  readonly uid: string;
  readonly #values = new Map<string, unknown>();
  readonly #defaults = new Map<string, unknown>();

  constructor(options: object = {}, uid?: string) {
    this.uid = uid ?? `${this.#class.className}_${randomUUID().slice(-12)}`;
    this.set(options as OptionsOf<this>);
  }

  get #class(): ParamsConstructor<this> {
    return this.constructor as unknown as ParamsConstructor<this>;
  }

  /**
   * Sets several params, or one. All are checked before any is set. An undefined value leaves its param as it is, so that
   * options can be passed on as they came; `clear` unsets.
   */
  set<T>(param: Param<T>, value: T): this;
  set(options: OptionsOf<this>): this;
  set(first: object, value?: unknown): this {
    const wanted = first instanceof Param ? [[this.#own(first), value] as const] : Object.entries(first).filter(([, v]) => v !== undefined);
    const checked = wanted.map(([name, v]) => [name, this.#check(name, v)] as const);
    for (const [name, v] of checked) {
      this.#values.set(name, v);
      this.onParamChange(name);
    }
    return this;
  }

  /** Called after a param was set: rules between params live here. The constructor calls it too, before the fields of a subclass exist. */
  protected onParamChange(_name: string): void {}

  /** Gives defaults to this one instance, in place of the class's. */
  protected setDefault(options: OptionsOf<this>): this {
    for (const [name, value] of Object.entries(options)) this.#defaults.set(name, this.#check(name, value));
    return this;
  }

  /** The value that was set; undefined where none was, whatever the default. */
  get<T>(param: Param<T>): T | undefined {
    return this.#values.get(this.#own(param)) as T | undefined;
  }

  /** The value that was set, or the default; throws where there is neither. */
  getOrDefault<T>(param: Param<T>): T {
    const name = this.#own(param);
    if (this.#values.has(name)) return this.#values.get(name) as T;
    const fallback = this.#default(name);
    if (fallback !== undefined) return fallback as T;
    throw new ParamError(`${this.#class.className}.${name} must be set, it has no default; set it to ${param.spec.expects}`);
  }

  clear(param: Param<any>): this {
    this.#values.delete(this.#own(param));
    return this;
  }

  /** Every param, by name in order. */
  get params(): Param<any>[] {
    return Object.keys(this.#class.schema)
      .sort()
      .map((name) => this.getParam(name));
  }

  hasParam(name: string): boolean {
    return Object.hasOwn(this.#class.schema, name);
  }

  getParam(name: string): Param<any> {
    return new Param(this.uid, name, this.#spec(name));
  }

  isSet(param: Param<any> | string): boolean {
    return this.#values.has(this.#own(param));
  }

  hasDefault(param: Param<any> | string): boolean {
    return this.#default(this.#own(param)) !== undefined;
  }

  /** Whether there is a value: one that was set, or a default. */
  isDefined(param: Param<any> | string): boolean {
    return this.isSet(param) || this.hasDefault(param);
  }

  /** The values that are in force: defaults, over them what was set, over that `extra`. */
  extractParamMap(extra: ParamMap = new ParamMap()): ParamMap {
    const defined = this.params.filter((param) => this.isDefined(param));
    return new ParamMap([...defined.map((param) => [param, this.getOrDefault(param)] as const), ...extra]);
  }

  /** One line: the name, the doc, the default and the current value. */
  explainParam(param: Param<any> | string): string {
    const name = this.#own(param);
    const parts: string[] = [];
    const text = (value: unknown): string => (typeof value === 'string' ? value : showValue(value));
    if (this.hasDefault(name)) parts.push(`default: ${text(this.#default(name))}`);
    if (this.isSet(name)) parts.push(`current: ${text(this.#values.get(name))}`);
    return `${name}: ${this.#spec(name).doc} (${parts.length === 0 ? 'undefined' : parts.join(', ')})`;
  }

  explainParams(): string {
    return this.params.map((param) => this.explainParam(param)).join('\n');
  }

  /** The same again, with the same uid; `extra` overrides params in the copy only. */
  copy(extra: ParamMap): this;
  copy(extra?: OptionsOf<this>): this;
  copy(extra: object = {}): this {
    const copy = new this.#class(Object.fromEntries(this.#values), this.uid);
    for (const [name, value] of this.#defaults) copy.#defaults.set(name, value);
    copy.set((extra instanceof ParamMap ? extra.of(this.uid) : extra) as OptionsOf<this>);
    copy.copyState(this, extra instanceof ParamMap ? extra : new ParamMap());
    return copy;
  }

  /** Takes over from the original what is not a param: a model's weights. `extra` holds what is meant for stages inside this one. */
  protected copyState(_original: this, _extra: ParamMap): void {}

  /** Hands the values and defaults on to the params of the same names in `to`, except those that `to` has set itself. */
  protected copyValues<T extends Params>(to: T): T {
    for (const [name, value] of this.#values) if (to.hasParam(name) && !to.isSet(name)) to.set({ [name]: value } as OptionsOf<T>);
    for (const [name, value] of this.#defaults) if (to.hasParam(name)) to.#defaults.set(name, value);
    return to;
  }

  /** The params that were set, as JSON. Those kept in data files are left out. */
  toJSON(): ParamsJson {
    return { class: this.#class.className, uid: this.uid, params: encodeParams(this.#class, this.#values) };
  }

  /** The defaults in force, as JSON. @internal */
  defaultsToJSON(): Readonly<Record<string, Json>> {
    const names = Object.keys(this.#class.schema);
    return encodeParams(this.#class, new Map(names.filter((n) => this.hasDefault(n)).map((n) => [n, this.#default(n)])));
  }

  /** Keeps the defaults that an object was saved with, where they differ from today's. @internal */
  restoreDefaults(defaults: Readonly<Record<string, Json>>): void {
    const now = this.defaultsToJSON();
    for (const [name, json] of Object.entries(defaults)) {
      if (!this.hasParam(name) || JSON.stringify(json) === JSON.stringify(now[name])) continue;
      this.#defaults.set(name, this.#check(name, decodeParam(this.#class, name, json)));
    }
  }

  /** Rebuilds what `toJSON` wrote, with the same uid. */
  static fromJSON<T>(this: new (options?: any, uid?: string) => T, json: Pick<ParamsJson, 'uid' | 'params'>): T {
    const declared = this as unknown as ParamsConstructor<T>;
    const options = Object.entries(json.params).map(([name, value]) => [name, decodeParam(declared, name, value)] as const);
    return new this(Object.fromEntries(options), json.uid);
  }

  toString(): string {
    return this.uid;
  }

  #default(name: string): unknown {
    const spec = this.#spec(name);
    if (this.#defaults.has(name)) return this.#defaults.get(name);
    return spec.default ?? spec.defaultFor?.(this.#class.className);
  }

  #spec(name: string): ParamSpec<any> {
    return specOf(this.#class, name);
  }

  #own(param: Param<any> | string): string {
    const name = typeof param === 'string' ? param : param.name;
    if (typeof param !== 'string' && param.parent !== this.uid)
      throw new ParamError(`Param ${String(param)} does not belong to ${this.uid}`);
    this.#spec(name);
    return name;
  }

  #check(name: string, value: unknown): unknown {
    const spec = this.#spec(name);
    if (!spec.accepts(value)) throw new ParamError(`${this.#class.className}.${name} must be ${spec.expects}; got ${showValue(value)}`);
    return spec.keep?.(value) ?? value;
  }
}
