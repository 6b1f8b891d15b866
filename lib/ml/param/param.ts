import type { Codec } from './json.js';

/** What a param is: declared once, in the schema of its class. `kinds.ts` makes them. */
export interface ParamSpec<T> {
  /** One sentence for people. */
  readonly doc: string;
  readonly default?: T;
  /** A default that depends on the class (`seed`). */
  readonly defaultFor?: (className: string) => T;
  /** Ends the sentence `X.maxIter must be …`. */
  readonly expects: string;
  accepts(value: unknown): value is T;
  /** What is stored for an accepted value: a frozen copy of a list, say. */
  keep?(value: T): T;
  /** `data`: the value does not go into JSON; the stage writes it in `saveData` and sets it again in `loadData`. */
  readonly codec: Codec<T> | 'data';
}

/** The params of a class by name. */
export type ParamSchema = Readonly<Record<string, ParamSpec<any>>>;

/** One param of one instance: the key of a param grid. Two are the same where `parent` (the uid of its owner) and `name` are. */
export class Param<T> {
  readonly parent: string;
  readonly name: string;
  readonly spec: ParamSpec<T>;

  constructor(parent: string, name: string, spec: ParamSpec<T>) {
    this.parent = parent;
    this.name = name;
    this.spec = spec;
    Object.freeze(this);
  }

  get doc(): string {
    return this.spec.doc;
  }

  /** Spark's spelling: `LogisticRegression_1a2b__maxIter`. */
  toString(): string {
    return `${this.parent}__${this.name}`;
  }
}
