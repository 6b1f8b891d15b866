import { bands, hairs, segment } from './body.js';
import { type Colour, mix } from './colour.js';
import { antennae, legs } from './limbs.js';
import type { Random } from './random.js';
import { type Point, ellipse, fill, group, line, polar, stroke } from './svg.js';

/** A bee that looks along x, about 100 long: a stout body whose parts touch, two pairs of wings, often bands and hair. */
export function bee(random: Random, colour: Colour, accent: Colour): string[] {
  const [headRx, headRy] = [random.around(9), random.around(10.5)];
  const [thoraxRx, thoraxRy] = [random.around(14), random.around(12, 0.2)];
  const [abdomenRx, abdomenRy] = [random.around(23), random.around(14, 0.2)];
  const bend = random.uniform(-16, 16);
  const head: Point = [thoraxRx + headRx * random.uniform(0.7, 0.95), random.uniform(-2, 2)];
  const abdomen = polar([-thoraxRx * 0.75, 0], 180 + bend, abdomenRx * random.uniform(0.85, 1));
  const limb = mix(colour, [0, 0, 0], random.uniform(0, 0.35));
  const parts = [
    ...legs(
      random,
      [1, 0],
      { length: random.around(31), width: random.around(2.6, 0.3), halfWidth: thoraxRy, spread: thoraxRx * 0.6 },
      limb,
    ),
    ...antennae(
      random,
      [head[0] + headRx * 0.6, head[1]],
      { scape: random.around(9), tip: random.around(13), bend: 40, width: random.around(1.8) },
      limb,
    ),
    segment(random, abdomen, abdomenRx, abdomenRy, colour, bend),
  ];
  if (random.chance(0.7)) parts.push(bands(abdomen, abdomenRx, abdomenRy, random.integer(2, 5), accent, random.uniform(0.4, 1), bend));
  if (random.chance(0.6))
    parts.push(...hairs(random, [0, 0], thoraxRx, thoraxRy, random.uniform(2.5, 5), mix(colour, accent, random.uniform(0, 0.6))));
  parts.push(segment(random, [0, 0], thoraxRx, thoraxRy, colour), segment(random, head, headRx, headRy, colour, random.uniform(-12, 12)));
  return [...parts, ...wings(random, thoraxRy, accent)];
}

/** Two pairs of clear wings: spread out, or folded back over the body. */
function wings(random: Random, halfWidth: number, accent: Colour): string[] {
  const tint = mix([240, 244, 246], accent, random.uniform(0, 0.6));
  const opacity = random.uniform(0.22, 0.6);
  const sweep = random.chance(0.3) ? random.uniform(152, 170) : random.uniform(100, 148);
  return [-1, 1].flatMap((side) =>
    [1, 0.72].map((size, pair) => {
      const length = random.around(40, 0.12) * size;
      const angle = side * (sweep + pair * random.uniform(10, 24) + random.uniform(-6, 6));
      const root: Point = [4 - pair * 8, side * halfWidth * 0.5];
      const vein = [
        ellipse([length / 2, 0], length / 2, length * random.uniform(0.15, 0.21), {
          ...fill(tint, opacity),
          stroke: 'rgb(60,56,52)',
          'stroke-width': 0.6,
          'stroke-opacity': 0.5,
        }),
        line(
          [
            [1, 0],
            [length * 0.9, 0],
          ],
          { ...stroke([70, 66, 60], 0.6), 'stroke-opacity': 0.5 },
        ),
      ];
      return group(`translate(${root[0].toFixed(1)} ${root[1].toFixed(1)}) rotate(${angle.toFixed(1)})`, vein);
    }),
  );
}
