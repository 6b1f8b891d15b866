import type { Random } from './random.js';

/** A shape; undefined where it depends on the value. */
export type Shape = readonly number[] | undefined;

/** A step as plain data, which saves with a pipeline and travels to workers. */
export interface PreprocessingJSON {
  readonly step: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly steps?: readonly PreprocessingJSON[];
}

/**
 * What is done to one value of a column on its way to a network (BigDL's Preprocessing). Immutable; chains of steps are made by
 * `ChainedPreprocessing`. `preprocessingFromJSON` gives a step back from its plain form.
 */
export abstract class Preprocessing {
  /** Names of the constructor's arguments, in order; options that follow them come as one object. */
  static readonly parameters: readonly string[] = [];

  /** The class's name, by which it is found again. */
  abstract readonly step: string;
  readonly options: Readonly<Record<string, unknown>>;
  /** The steps that this one is made of. */
  readonly steps: readonly Preprocessing[];

  constructor(options: Readonly<Record<string, unknown>> = {}, steps: readonly Preprocessing[] = []) {
    this.options = Object.freeze({ ...options });
    this.steps = Object.freeze([...steps]);
  }

  /** The value that the next step gets. Runs in a worker, once a row. */
  abstract apply(value: unknown, random: Random): unknown;

  /** The shape of what comes out, where the shape of what comes in says it. An image's is [height, width, 3]. */
  outputShape(input: Shape): Shape {
    return input;
  }

  toJSON(): PreprocessingJSON {
    const { step, options } = this;
    return this.steps.length === 0 ? { step, options } : { step, options, steps: this.steps.map((s) => s.toJSON()) };
  }
}
