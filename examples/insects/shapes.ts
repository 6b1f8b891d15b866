import { bands, hairs, segment } from './body.js';
import { type Colour, mix } from './colour.js';
import type { Random } from './random.js';
import type { Subject } from './scene.js';
import { type Point, ellipse, fill, line, path, polar, polygon, stroke } from './svg.js';

const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/** Blobs on a bent string, each a step from the one before. */
function chain(random: Random, sizes: readonly number[], gap: number, colour: Colour, accent: Colour): string[] {
  const parts: string[] = [];
  const steps = sizes.map((size, i) => (i === 0 ? 0 : sizes[i - 1]! + size + gap));
  let angle = random.uniform(-20, 20);
  let at: Point = [-steps.reduce((a, b) => a + b, 0) / 2, 0];
  sizes.forEach((size, i) => {
    angle += random.uniform(-25, 25);
    const next = polar(at, angle, steps[i]!);
    if (i > 0) parts.push(line([at, next], stroke(colour, random.uniform(2, 4))));
    const ry = size * random.uniform(0.65, 1);
    parts.push(segment(random, next, size, ry, colour, angle));
    if (random.chance(0.25)) parts.push(bands(next, size, ry, random.integer(2, 4), accent, random.uniform(0.4, 1), angle));
    at = next;
  });
  return parts;
}

/** Petals around a point: clear or solid. */
function petals(random: Random, count: number, length: number, width: number, colour: Colour): string[] {
  const opacity = random.uniform(0.25, 0.9);
  return range(count).map((i) => {
    const angle = (i * 360) / count + random.uniform(-6, 6);
    return ellipse(
      polar([0, 0], angle, length / 2),
      length / 2,
      width / 2,
      { ...fill(colour, opacity), stroke: 'rgb(60,56,52)', 'stroke-width': 0.6, 'stroke-opacity': 0.5 },
      angle,
    );
  });
}

/** What the backbone learns to tell apart. No insect is among them, and no leg, feeler or wing of theirs. */
export const shapes: Readonly<Record<string, Subject>> = {
  dumbbell: (random, colour, accent) => chain(random, [random.around(18), random.around(18)], random.uniform(8, 22), colour, accent),
  caterpillar: (random, colour, accent) =>
    chain(
      random,
      range(random.integer(5, 6)).map(() => random.around(9.5)),
      random.uniform(-3, 2),
      colour,
      accent,
    ),
  beads: (random, colour, accent) =>
    chain(
      random,
      range(4).map(() => random.around(8)),
      random.uniform(5, 10),
      colour,
      accent,
    ),
  barrel(random, colour, accent) {
    const [rx, ry] = [random.around(38), random.around(20)];
    const parts = [segment(random, [0, 0], rx, ry, colour)];
    if (random.chance(0.6)) parts.push(bands([0, 0], rx, ry, random.integer(2, 6), accent, random.uniform(0.4, 1)));
    return random.chance(0.4) ? [...hairs(random, [0, 0], rx, ry, 5, accent), ...parts] : parts;
  },
  gourd(random, colour, accent) {
    const [large, small] = [random.around(26), random.around(16)];
    const parts = [
      segment(random, [-14, 0], large, large * 0.8, colour),
      segment(random, [-14 + large * 0.8 + small * 0.5, random.uniform(-4, 4)], small, small * 0.85, colour),
    ];
    return random.chance(0.4) ? [...parts, bands([-14, 0], large, large * 0.8, random.integer(2, 5), accent, 0.8)] : parts;
  },
  star(random, colour) {
    const points = random.integer(5, 7);
    const inner = random.uniform(14, 24);
    return [
      polygon(
        range(points * 2).map((i) => polar([0, 0], (i * 180) / points, i % 2 === 0 ? random.around(46, 0.08) : inner)),
        fill(colour),
      ),
    ];
  },
  urchin: (random, colour) => [
    ...range(random.integer(9, 16)).map((i, _, all) =>
      line(
        [[0, 0], polar([0, 0], (i * 360) / all.length + random.uniform(-8, 8), random.around(46))],
        stroke(colour, random.uniform(1.2, 2.6)),
      ),
    ),
    segment(random, [0, 0], random.around(15), random.around(14), colour),
  ],
  wheel(random, colour) {
    const radius = random.around(38, 0.1);
    const spokes = random.integer(3, 8);
    return [
      ellipse([0, 0], radius, radius, stroke(colour, random.uniform(2.5, 7))),
      ...range(spokes).map((i) => line([[0, 0], polar([0, 0], (i * 360) / spokes, radius)], stroke(colour, random.uniform(1.5, 4)))),
    ];
  },
  flower: (random, colour, accent) => [
    ...petals(
      random,
      random.integer(5, 9),
      random.around(44, 0.1),
      random.uniform(14, 24),
      mix(accent, [240, 244, 246], random.uniform(0, 0.8)),
    ),
    segment(random, [0, 0], random.around(11), random.around(11), colour),
  ],
  propeller: (random, colour, accent) => [
    ...petals(
      random,
      random.integer(2, 3),
      random.around(46, 0.1),
      random.uniform(11, 19),
      mix(accent, [240, 244, 246], random.uniform(0, 0.8)),
    ),
    segment(random, [0, 0], random.around(9), random.around(8), colour),
  ],
  bow(random, colour, accent) {
    const half = random.around(40);
    const tips = [-1, 1].map((hand) =>
      polygon(
        [
          [0, 0],
          [hand * half, -random.around(24)],
          [hand * half, random.around(24)],
        ],
        fill(colour),
      ),
    );
    return [...tips, ellipse([0, 0], random.around(7), random.around(9), fill(accent))];
  },
  sprig(random, colour, accent) {
    const stem: Point[] = [
      [-46, random.uniform(-6, 6)],
      [0, random.uniform(-8, 8)],
      [46, random.uniform(-6, 6)],
    ];
    const leaves = range(random.integer(3, 4)).flatMap((i) =>
      [-1, 1].map((hand) => {
        const at: Point = [-30 + i * 20, 0];
        const angle = hand * random.uniform(35, 65);
        return ellipse(polar(at, angle, 13), 14, random.uniform(4, 7), fill(accent, random.uniform(0.5, 1)), angle);
      }),
    );
    return [...leaves, line(stem, stroke(colour, random.uniform(2, 4)))];
  },
  twig: (random, colour) => branch(random, [-44, 0], 0, random.around(34), random.uniform(3, 5), 3, colour),
  comb(random, colour) {
    const teeth = random.integer(4, 8);
    const down = random.around(28);
    return [
      line(
        [
          [-40, 0],
          [40, 0],
        ],
        stroke(colour, random.uniform(4, 8)),
      ),
      ...range(teeth).map((i) =>
        line(
          [
            [-40 + (i * 80) / (teeth - 1), 0],
            [-40 + (i * 80) / (teeth - 1) + random.uniform(-4, 4), down],
          ],
          stroke(colour, random.uniform(1.6, 3.2)),
        ),
      ),
    ];
  },
  ladder(random, colour) {
    const half = random.uniform(9, 16);
    const rungs = random.integer(3, 7);
    return [
      ...[-half, half].map((y) =>
        line(
          [
            [-44, y],
            [44, y],
          ],
          stroke(colour, random.uniform(2, 4)),
        ),
      ),
      ...range(rungs).map((i) =>
        line(
          [
            [-36 + (i * 72) / (rungs - 1), -half],
            [-36 + (i * 72) / (rungs - 1), half],
          ],
          stroke(colour, random.uniform(1.6, 3.4)),
        ),
      ),
    ];
  },
  spiral(random, colour) {
    const turns = random.uniform(1.8, 3);
    return [
      line(
        range(60).map((i) => polar([0, 0], i * turns * 6, 4 + i * 0.66)),
        stroke(colour, random.uniform(2.5, 5)),
      ),
    ];
  },
  crescent(random, colour) {
    const depth = random.uniform(10, 30);
    return [path(['M', -40, 0, 'A', 40, 40, 0, 0, 1, 40, 0, 'Q', 0, -depth * 1.6, -40, 0], fill(colour))];
  },
  zigzag(random, colour) {
    const bends = random.integer(4, 7);
    const height = random.uniform(10, 24);
    return [
      line(
        range(bends + 1).map((i) => [-44 + (i * 88) / bends, i % 2 === 0 ? -height : height] as const),
        stroke(colour, random.uniform(2.5, 6)),
      ),
    ];
  },
  cross(random, colour) {
    const turn = random.uniform(60, 120);
    return [0, turn].map((angle) =>
      line([polar([0, 0], angle, random.around(42)), polar([0, 0], angle + 180, random.around(42))], stroke(colour, random.uniform(5, 12))),
    );
  },
  fish(random, colour, accent) {
    const [rx, ry] = [random.around(32), random.around(14)];
    const tail = polygon(
      [
        [-rx * 0.8, 0],
        [-rx - 18, -random.around(14)],
        [-rx - 12, 0],
        [-rx - 18, random.around(14)],
      ],
      fill(accent),
    );
    return [
      tail,
      polygon(
        [
          [-8, -ry * 0.8],
          [10, -ry * 0.8],
          [-6, -ry - 12],
        ],
        fill(accent),
      ),
      segment(random, [0, 0], rx, ry, colour),
      ellipse([rx * 0.65, -ry * 0.2], 2.6, 2.6, fill(accent)),
    ];
  },
};

/** A stick that forks, and forks again. */
function branch(random: Random, from: Point, angle: number, length: number, width: number, depth: number, colour: Colour): string[] {
  const end = polar(from, angle, length);
  const stick = line([from, end], stroke(colour, width));
  if (depth === 0) return [stick];
  return [
    stick,
    ...[-1, 1].flatMap((hand) =>
      branch(random, end, angle + hand * random.uniform(18, 45), length * random.uniform(0.6, 0.8), width * 0.75, depth - 1, colour),
    ),
  ];
}
