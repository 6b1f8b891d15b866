import { type Colour, css, groundColour, mix, paintOn, vary } from './colour.js';
import { Random } from './random.js';
import { type Point, element, ellipse, fill, group, line, path, polar, polygon, stroke } from './svg.js';

/** The side of every picture, in pixels. */
export const side = 128;

const black: Colour = [0, 0, 0];

/** Something to draw around the origin, about 100 across. */
export type Subject = (random: Random, colour: Colour, accent: Colour) => string[];

/** A picture of a subject as SVG: ground, subject in some pose, things in front of it, light. All of it follows from `random`. */
export function scene(random: Random, subject: Subject): string {
  const ground = groundColour(random);
  const colour = paintOn(random, ground);
  const accent = paintOn(random, colour, 30);
  const parts = [background(random, ground), pose(random, subject, colour, accent), ...inFront(random, ground), light(random)];
  return element('svg', { xmlns: 'http://www.w3.org/2000/svg', width: side, height: side, viewBox: `0 0 ${side} ${side}` }, parts.join(''));
}

const anywhere = (random: Random): Point => [random.uniform(0, side), random.uniform(0, side)];

/** Turned, seen from some side (flattened and skewed), of some size, near the middle. */
function pose(random: Random, subject: Subject, colour: Colour, accent: Colour): string {
  const [x, y] = [side / 2 + random.uniform(-6, 6), side / 2 + random.uniform(-6, 6)];
  const size = random.uniform(0.78, 1.02);
  const seen = `rotate(${random.uniform(0, 360).toFixed(1)}) scale(${size.toFixed(3)} ${(size * random.uniform(0.72, 1)).toFixed(3)}) skewX(${random.uniform(-14, 14).toFixed(1)})`;
  const turned = `rotate(${random.uniform(0, 360).toFixed(1)})`;
  const seed = random.integer(0, 2 ** 31);
  const drawn = (dx: number, dy: number, paint: Colour, second: Colour) =>
    group(`translate(${(x + dx).toFixed(1)} ${(y + dy).toFixed(1)}) ${seen}`, [group(turned, subject(new Random(seed), paint, second))]);
  const inLight = drawn(0, 0, colour, accent);
  if (!random.chance(0.5)) return inLight;
  return element('g', { opacity: random.uniform(0.15, 0.4) }, drawn(random.uniform(1, 5), random.uniform(1, 5), black, black)) + inLight;
}

/** One texture of the ground. */
type Texture = (random: Random, ground: Colour) => string[];

const textures: readonly Texture[] = [
  (random, ground) =>
    Array.from({ length: random.integer(20, 90) }, () =>
      ellipse(anywhere(random), random.uniform(1, 7), random.uniform(1, 5), fill(vary(random, ground, 40), 0.7), random.uniform(0, 180)),
    ),
  (random, ground) => {
    const angle = random.uniform(0, 180);
    return Array.from({ length: random.integer(8, 28) }, () => {
      const from = anywhere(random);
      return line([polar(from, angle, -90), polar(from, angle + random.uniform(-6, 6), 90)], {
        ...stroke(vary(random, ground, 36), random.uniform(0.6, 5)),
        'stroke-opacity': 0.6,
      });
    });
  },
  (random, ground) =>
    Array.from({ length: random.integer(2, 6) }, () => leaf(random, anywhere(random), random.uniform(25, 60), vary(random, ground, 45))),
  (random, ground) =>
    Array.from({ length: random.integer(3, 9) }, () =>
      ellipse(anywhere(random), random.uniform(12, 45), random.uniform(8, 35), fill(vary(random, ground, 30), 0.5), random.uniform(0, 180)),
    ),
  (random, ground) =>
    Array.from({ length: random.integer(8, 24) }, () => {
      const from = anywhere(random);
      const bend = polar(from, random.uniform(0, 360), random.uniform(8, 22));
      return line([from, bend, polar(bend, random.uniform(0, 360), random.uniform(8, 22))], {
        ...stroke(vary(random, ground, 50), random.uniform(0.6, 2.4)),
        'stroke-opacity': 0.7,
      });
    }),
];

function background(random: Random, ground: Colour): string {
  const far = vary(random, ground, 40);
  const gradient = element(
    'linearGradient',
    { id: 'ground', gradientTransform: `rotate(${random.integer(0, 90)})` },
    element('stop', { offset: 0, 'stop-color': css(ground) }) + element('stop', { offset: 1, 'stop-color': css(far) }),
  );
  const layers = Array.from({ length: random.integer(1, 3) }, () => random.pick(textures)(random, mix(ground, far, 0.5)));
  return element('defs', {}, gradient) + element('rect', { width: side, height: side, fill: 'url(#ground)' }) + layers.flat().join('');
}

function leaf(random: Random, at: Point, length: number, colour: Colour): string {
  const half = length * random.uniform(0.15, 0.35);
  const blade = path(['M', 0, 0, 'Q', length / 2, -half, length, 0, 'Q', length / 2, half, 0, 0], fill(colour, 0.95));
  const vein = line(
    [
      [0, 0],
      [length * 0.92, 0],
    ],
    { ...stroke(mix(colour, [255, 255, 255], 0.3), 0.8), 'stroke-opacity': 0.6 },
  );
  return group(`translate(${at[0].toFixed(1)} ${at[1].toFixed(1)}) rotate(${random.integer(0, 359)})`, [blade, vein]);
}

/** Blades of grass, leaves or stones that hide a part of the subject, in most pictures. */
function inFront(random: Random, ground: Colour): string[] {
  return Array.from({ length: random.integer(0, 2) }, () => {
    const at: Point = [side / 2 + random.uniform(-44, 44), side / 2 + random.uniform(-44, 44)];
    const colour = vary(random, ground, 45);
    switch (random.integer(0, 2)) {
      case 0:
        return line(
          [polar(at, random.uniform(0, 360), 90), at, polar(at, random.uniform(0, 360), 90)],
          stroke(colour, random.uniform(1.5, 6)),
        );
      case 1:
        return leaf(random, at, random.uniform(22, 42), colour);
      default:
        return polygon(
          Array.from({ length: 6 }, (_, i) => polar(at, i * 60, random.uniform(5, 13))),
          fill(colour),
        );
    }
  });
}

/** Light from one side, or a shade over a corner. */
function light(random: Random): string {
  const tone = random.chance(0.5) ? '255,250,235' : '10,12,24';
  const gradient = element(
    'radialGradient',
    { id: 'light', cx: random.uniform(-0.2, 1.2), cy: random.uniform(-0.2, 1.2), r: random.uniform(0.5, 1.1) },
    element('stop', { offset: 0, 'stop-color': `rgb(${tone})`, 'stop-opacity': random.uniform(0, 0.5) }) +
      element('stop', { offset: 1, 'stop-color': `rgb(${tone})`, 'stop-opacity': 0 }),
  );
  return element('defs', {}, gradient) + element('rect', { width: side, height: side, fill: 'url(#light)' });
}
