import { antennae, legs } from './limbs.js';
import { bands, segment } from './body.js';
import { type Colour, mix } from './colour.js';
import type { Random } from './random.js';
import { type Point, ellipse, fill, line, path, polar, stroke } from './svg.js';

/** An ant that looks along x, about 110 long: three parts with a thin waist, elbowed feelers, no wings; some carry a piece of leaf. */
export function ant(random: Random, colour: Colour, accent: Colour): string[] {
  const head: Point = [random.around(33), random.uniform(-3, 3)];
  const [headRx, headRy] = [random.around(11), random.around(10)];
  const [thoraxRx, thoraxRy] = [random.around(14), random.around(6.5, 0.2)];
  const [gasterRx, gasterRy] = [random.around(20), random.around(13.5, 0.2)];
  const bend = random.uniform(-24, 24);
  const waist: Point = [-thoraxRx - 1, 0];
  const gaster = polar(waist, 180 + bend, gasterRx + random.uniform(4, 7));
  const limb = mix(colour, [0, 0, 0], random.uniform(0, 0.35));
  const parts = [
    ...legs(
      random,
      [2, 0],
      { length: random.around(44), width: random.around(2.2, 0.3), halfWidth: thoraxRy, spread: thoraxRx * 0.55 },
      limb,
    ),
    ...antennae(
      random,
      [head[0] + headRx * 0.6, head[1]],
      { scape: random.around(16), tip: random.around(18), bend: 55, width: random.around(1.8) },
      limb,
    ),
    line([[thoraxRx * 0.6, 0], head], stroke(colour, 3.2)),
    line([waist, gaster], stroke(colour, random.uniform(2.2, 3.6))),
    ellipse(polar(waist, 180 + bend * 0.5, 3), 2.6, random.uniform(2.6, 4), fill(colour)),
    segment(random, gaster, gasterRx, gasterRy, colour, bend),
    segment(random, [0, 0], thoraxRx, thoraxRy, colour),
    segment(random, head, headRx, headRy, colour, random.uniform(-15, 15)),
  ];
  if (random.chance(0.5))
    parts.splice(-2, 0, bands(gaster, gasterRx, gasterRy, random.integer(2, 4), accent, random.uniform(0.4, 1), bend));
  if (random.chance(0.3)) parts.push(load(random, head, mix(accent, colour, random.uniform(0, 0.5))));
  return parts;
}

/** A piece of leaf in the jaws, somewhere beside the head. */
function load(random: Random, head: Point, colour: Colour): string {
  const [x, y] = polar(head, random.uniform(-110, 110), random.uniform(12, 24));
  const [w, h] = [random.uniform(10, 22), random.uniform(8, 15)];
  const turn = random.uniform(0, 360).toFixed(0);
  return path(['M', -w, 0, 'Q', 0, -h * 1.5, w, -h * 0.2, 'Q', 0, h * 1.3, -w, 0], {
    ...fill(colour, random.uniform(0.35, 0.95)),
    transform: `translate(${x.toFixed(1)} ${y.toFixed(1)}) rotate(${turn})`,
  });
}
