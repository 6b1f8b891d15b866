import { type Colour, mix } from './colour.js';
import type { Random } from './random.js';
import { type Point, ellipse, fill, group, line, polar, stroke } from './svg.js';

const white: Colour = [255, 255, 255];
const black: Colour = [0, 0, 0];

/** One segment of a body: an ellipse with a shadow below and a gleam above. */
export function segment(random: Random, centre: Point, rx: number, ry: number, colour: Colour, turn = 0): string {
  const parts = [
    ellipse([0, 0], rx, ry, fill(mix(colour, black, 0.25))),
    ellipse([rx * 0.04, -ry * 0.08], rx * 0.93, ry * 0.88, fill(colour)),
  ];
  if (random.chance(0.6)) parts.push(ellipse([rx * 0.15, -ry * 0.35], rx * 0.4, ry * 0.22, fill(white, random.uniform(0.1, 0.35))));
  return group(`translate(${centre[0].toFixed(2)} ${centre[1].toFixed(2)}) rotate(${turn.toFixed(1)})`, parts);
}

/** Bands across a segment. */
export function bands(centre: Point, rx: number, ry: number, count: number, colour: Colour, opacity: number, turn = 0): string {
  const step = (2 * rx) / (count + 1);
  const parts = Array.from({ length: count }, (_, i) => {
    const x = -rx + step * (i + 1);
    const half = ry * Math.sqrt(Math.max(0, 1 - (x / rx) ** 2)) * 0.94;
    return line(
      [
        [x, -half],
        [x + step * 0.12, 0],
        [x, half],
      ],
      { ...stroke(colour, step * 0.45), 'stroke-linecap': 'butt', 'stroke-opacity': opacity },
    );
  });
  return group(`translate(${centre[0].toFixed(2)} ${centre[1].toFixed(2)}) rotate(${turn.toFixed(1)})`, parts);
}

/** Short hairs that stand out of a segment. */
export function hairs(random: Random, centre: Point, rx: number, ry: number, length: number, colour: Colour): string[] {
  return Array.from({ length: random.integer(18, 34) }, () => {
    const angle = random.uniform(0, 360);
    const root: Point = [
      centre[0] + Math.cos((angle * Math.PI) / 180) * rx * 0.9,
      centre[1] + Math.sin((angle * Math.PI) / 180) * ry * 0.9,
    ];
    return line([root, polar(root, angle + random.uniform(-25, 25), random.around(length, 0.4))], stroke(colour, 0.9));
  });
}
