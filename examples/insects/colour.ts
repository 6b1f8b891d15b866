import type { Random } from './random.js';

/** Red, green and blue, 0 … 255. */
export type Colour = readonly [red: number, green: number, blue: number];

/** What bodies, shapes and things in front of them are painted with; every class draws from this one list. */
const paints: readonly Colour[] = [
  [28, 24, 22],
  [58, 38, 26],
  [104, 52, 28],
  [150, 84, 34],
  [196, 138, 46],
  [222, 184, 96],
  [92, 92, 58],
  [70, 84, 96],
  [132, 126, 118],
  [188, 180, 164],
];

/** What the ground is made of. */
const grounds: readonly Colour[] = [
  [214, 196, 158],
  [120, 148, 74],
  [72, 104, 58],
  [146, 112, 76],
  [168, 166, 158],
  [92, 84, 76],
  [176, 196, 206],
  [206, 150, 166],
  [58, 52, 44],
  [228, 222, 206],
];

/** How bright a colour looks, 0 … 255. */
export const luminance = ([red, green, blue]: Colour): number => 0.299 * red + 0.587 * green + 0.114 * blue;

const clamp = (value: number): number => Math.max(0, Math.min(255, Math.round(value)));

/** A colour a little off another one. */
export const vary = (random: Random, colour: Colour, by = 18): Colour =>
  colour.map((part) => clamp(part + random.uniform(-by, by))) as unknown as Colour;

/** A colour on the way from one to another. */
export const mix = (a: Colour, b: Colour, share: number): Colour =>
  a.map((part, i) => clamp(part + (b[i]! - part) * share)) as unknown as Colour;

export const css = (colour: Colour): string => `rgb(${colour.join(',')})`;

export const groundColour = (random: Random): Colour => vary(random, random.pick(grounds));

/** A paint that can be told from the ground, lighter or darker. */
export function paintOn(random: Random, ground: Colour, contrast = 55): Colour {
  const visible = paints.filter((paint) => Math.abs(luminance(paint) - luminance(ground)) > contrast);
  return vary(random, random.pick(visible.length > 0 ? visible : paints), 14);
}
