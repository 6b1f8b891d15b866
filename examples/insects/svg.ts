import { type Colour, css } from './colour.js';

export type Point = readonly [x: number, y: number];
export type Attributes = Readonly<Record<string, string | number>>;

const show = (value: string | number): string => (typeof value === 'number' ? String(Math.round(value * 100) / 100) : value);
const write = (attributes: Attributes): string =>
  Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${show(value)}"`)
    .join('');

export const element = (name: string, attributes: Attributes, content = ''): string => `<${name}${write(attributes)}>${content}</${name}>`;

export const fill = (colour: Colour, opacity = 1): Attributes => ({ fill: css(colour), 'fill-opacity': opacity });

export const stroke = (colour: Colour, width: number): Attributes => ({
  fill: 'none',
  stroke: css(colour),
  'stroke-width': width,
  'stroke-linecap': 'round',
  'stroke-linejoin': 'round',
});

/** An ellipse around a point, turned by `turn` degrees. */
export const ellipse = ([x, y]: Point, rx: number, ry: number, style: Attributes, turn = 0): string =>
  element('ellipse', { cx: 0, cy: 0, rx, ry, transform: `translate(${show(x)} ${show(y)}) rotate(${show(turn)})`, ...style });

/** Straight lines from point to point. */
export const line = (points: readonly Point[], style: Attributes): string =>
  element('polyline', { points: points.map((point) => point.map(show).join(',')).join(' '), ...style });

export const polygon = (points: readonly Point[], style: Attributes): string =>
  element('polygon', { points: points.map((point) => point.map(show).join(',')).join(' '), ...style });

/** A curve through SVG's path language; numbers are rounded. */
export const path = (parts: readonly (string | number)[], style: Attributes): string =>
  element('path', { d: parts.map(show).join(' '), ...style });

export const group = (transform: string, content: readonly string[], more: Attributes = {}): string =>
  element('g', { transform, ...more }, content.join(''));

/** A point `length` away from another, at an angle in degrees. */
export function polar([x, y]: Point, angle: number, length: number): Point {
  const radians = (angle * Math.PI) / 180;
  return [x + Math.cos(radians) * length, y + Math.sin(radians) * length];
}
