import { check } from '../check.js';
import { Preprocessing } from '../preprocessing.js';
import type { Shape } from '../preprocessing.js';
import type { Random } from '../random.js';

/** Steps one after another; each gets what the one before it gives. */
export class ChainedPreprocessing extends Preprocessing {
  static override readonly parameters = ['steps'];
  readonly step = 'ChainedPreprocessing';

  constructor(steps: readonly Preprocessing[]) {
    check(
      Array.isArray(steps) && steps.length > 0 && steps.every((s) => s instanceof Preprocessing),
      'ChainedPreprocessing.steps',
      'a list of preprocessing steps, at least one',
      steps,
    );
    super({}, steps);
  }

  override async apply(value: unknown, random: Random): Promise<unknown> {
    let result = value;
    for (const step of this.steps) result = await step.apply(result, random);
    return result;
  }

  override outputShape(input: Shape): Shape {
    return this.steps.reduce((shape, step) => step.outputShape(shape), input);
  }
}
