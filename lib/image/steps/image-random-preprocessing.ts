import { check, checkBetween } from '../check.js';
import { Preprocessing } from '../preprocessing.js';
import type { Shape } from '../preprocessing.js';
import type { Random } from '../random.js';

/** Does `inner` with a probability, else nothing. */
export class ImageRandomPreprocessing extends Preprocessing {
  static override readonly parameters = ['inner', 'probability'];
  readonly step = 'ImageRandomPreprocessing';
  readonly #probability: number;

  constructor(inner: Preprocessing, probability: number) {
    check(inner instanceof Preprocessing, 'ImageRandomPreprocessing.inner', 'a preprocessing step', inner);
    checkBetween('ImageRandomPreprocessing.probability', probability, 0, 1);
    super({ probability }, [inner]);
    this.#probability = probability;
  }

  override async apply(value: unknown, random: Random): Promise<unknown> {
    return random() < this.#probability ? this.steps[0]!.apply(value, random) : value;
  }

  override outputShape(input: Shape): Shape {
    const changed = this.steps[0]!.outputShape(input);
    return changed?.join() === input?.join() ? input : undefined;
  }
}
