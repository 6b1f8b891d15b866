import type { Expression } from '#lib/plan/expression.js';

/** Aggregates of a DataFrame's rows, found out beside the first action that computes them: `df.observe(observation, count('*').alias('n'))`. */
export class Observation {
  readonly name: string | undefined;
  readonly #values: Promise<Record<string, unknown>>;
  #settle!: { resolve(values: Record<string, unknown>): void; reject(error: unknown): void };
  #attached = false;

  constructor(name?: string) {
    this.name = name;
    this.#values = new Promise((resolve, reject) => (this.#settle = { resolve, reject }));
    this.#values.catch(() => undefined); // whoever asks for the values hears of the error
  }

  /** The values by name, once an action has run. */
  get get(): Promise<Record<string, unknown>> {
    return this.#values;
  }

  /** @internal Says that a DataFrame has it; false where one had it before. */
  attach(): boolean {
    if (this.#attached) return false;
    return (this.#attached = true);
  }
  /** @internal */
  settle(values: Record<string, unknown>): void {
    this.#settle.resolve(values);
  }
  /** @internal */
  fail(error: unknown): void {
    this.#settle.reject(error);
  }
}

/** What is to be found out of a relation's rows, and who wants to know. */
export interface Observed {
  readonly observation: Observation;
  readonly metrics: readonly Expression[];
}
