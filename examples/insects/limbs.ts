import type { Colour } from './colour.js';
import type { Random } from './random.js';
import { type Point, line, polar, stroke } from './svg.js';

/** Six legs on a thorax at `centre`: three pairs, each leg with a knee and a foot. */
export function legs(random: Random, centre: Point, { length, width, halfWidth, spread }: LegStyle, colour: Colour): string[] {
  const parts: string[] = [];
  for (const side of [-1, 1]) {
    for (const pair of [-1, 0, 1]) {
      const root: Point = [centre[0] - pair * spread, centre[1] + side * halfWidth * 0.7];
      const angle = 90 + pair * random.uniform(28, 52) + random.uniform(-14, 14);
      const knee = polar(root, side * angle, length * random.uniform(0.4, 0.55));
      const ankle = polar(knee, side * (angle + pair * random.uniform(5, 38)), length * random.uniform(0.4, 0.55));
      const foot = polar(ankle, side * (angle + pair * random.uniform(20, 60)), length * 0.16);
      parts.push(line([root, knee], stroke(colour, width)), line([knee, ankle, foot], stroke(colour, width * 0.75)));
    }
  }
  return parts;
}

export interface LegStyle {
  readonly length: number;
  readonly width: number;
  readonly halfWidth: number;
  readonly spread: number;
}

/** Two feelers from a head that looks along x: a straight piece of `scape`, then an elbow of `bend` degrees and a piece of `tip`. */
export function antennae(random: Random, head: Point, { scape, tip, bend, width }: AntennaStyle, colour: Colour): string[] {
  return [-1, 1].map((side) => {
    const angle = random.uniform(24, 55);
    const elbow = polar(head, side * angle, scape);
    const end = polar(elbow, side * (angle + random.around(bend, 0.4) * (random.chance(0.75) ? -1 : 1)), tip);
    return line([head, elbow, end], stroke(colour, width));
  });
}

export interface AntennaStyle {
  readonly scape: number;
  readonly tip: number;
  readonly bend: number;
  readonly width: number;
}
