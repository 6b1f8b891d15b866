import { floatText } from './round.js';

/** A double as Java prints it: `1.0`, `1.0E10`, `1.0E-5`. */
export const javaDouble = (x: number): string => javaText(x, String(x));
/** A float as Java prints it. */
export const javaFloat = (x: number): string => javaText(x, floatText(x));

function javaText(x: number, shortest: string): string {
  if (!Number.isFinite(x)) return String(x);
  if (Object.is(x, -0)) return '-0.0';
  const [, sign, whole, fraction = '', exponent = '0'] = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(shortest)!;
  const digits = `${whole!}${fraction}`;
  const significant = digits.replace(/^0+/, '');
  // how many digits stand before the point
  const point = whole!.length + Number(exponent) - (digits.length - significant.length);
  const magnitude = Math.abs(x);
  const trimmed = significant.replace(/0+$/, '');
  if (magnitude !== 0 && (magnitude < 1e-3 || magnitude >= 1e7)) return `${sign!}${trimmed[0]!}.${trimmed.slice(1) || '0'}E${point - 1}`;
  if (magnitude === 0) return '0.0';
  if (point <= 0) return `${sign!}0.${'0'.repeat(-point)}${trimmed}`;
  return `${sign!}${trimmed.slice(0, point).padEnd(point, '0')}.${trimmed.slice(point) || '0'}`;
}
