import { checkOneOf } from '../check.js';
import type { ImageFeature } from '../image-feature.js';
import { ImageStep } from '../image-step.js';
import { randomIndex } from '../random.js';
import type { Random } from '../random.js';

const orders = { RGB: [0, 1, 2], RBG: [0, 2, 1], GRB: [1, 0, 2], GBR: [1, 2, 0], BRG: [2, 0, 1], BGR: [2, 1, 0] } as const;
export type ChannelOrder = keyof typeof orders;
const names = Object.keys(orders) as ChannelOrder[];

/**
 * Changes the order of the channels. Images have theirs as RGB; `new ImageChannelOrder({ order: 'BGR' })` gives what OpenCV has. Without an
 * order, each image gets a random one, as in BigDL.
 */
export class ImageChannelOrder extends ImageStep {
  readonly step = 'ImageChannelOrder';
  readonly #order: ChannelOrder | undefined;

  constructor({ order }: { readonly order?: ChannelOrder } = {}) {
    super(order === undefined ? {} : { order });
    if (order !== undefined) checkOneOf('ImageChannelOrder.order', order, names);
    this.#order = order;
  }

  protected override async transform(image: ImageFeature, random: Random): Promise<void> {
    const [first, second, third] = orders[this.#order ?? names[randomIndex(random, names.length)]!];
    const pixels = image.isBytes ? await image.bytes() : await image.floats();
    for (let i = 0; i < pixels.length; i += 3) {
      const [a, b, c] = [pixels[i + first]!, pixels[i + second]!, pixels[i + third]!];
      pixels[i] = a;
      pixels[i + 1] = b;
      pixels[i + 2] = c;
    }
  }
}
