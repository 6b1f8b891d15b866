import { isIntegral } from '#lib/plan/common-type.js';
import type { DataType } from '#lib/types/data-type.js';
import { decimalOf, decimalText, exactDecimal, roundDecimal, type Decimal } from './decimal-digits.js';

interface Pattern {
  readonly prefix: string;
  readonly suffix: string;
  readonly wholeDigits: number;
  readonly fewest: number;
  readonly most: number;
  /** How many digits a group has; 0 for none. */
  readonly group: number;
  readonly times: number;
}

/** Writes numbers of a type: to so many decimals with thousands separators, or by a pattern of Java's DecimalFormat; ties go to the even digit. */
export function decimalPattern(type: DataType): (value: number | bigint | string, how: number | string) => string | null {
  const exact = (value: number | bigint | string): Decimal => {
    if (typeof value === 'string') return decimalOf(value);
    return isIntegral(type) ? { unscaled: BigInt(value), scale: 0 } : exactDecimal(Number(value));
  };
  const patterns = new Map<string, Pattern>();
  return (value, how) => {
    if (typeof how === 'number' && how < 0) return null;
    let pattern = patterns.get(String(how));
    if (pattern === undefined)
      patterns.set(String(how), (pattern = typeof how === 'number' ? { ...DEFAULT, fewest: how, most: how } : read(how)));
    if (typeof value === 'number' && !Number.isFinite(value))
      return Number.isNaN(value) ? 'NaN' : `${value < 0 ? '-' : ''}${pattern.prefix}∞${pattern.suffix}`;
    const negative = typeof value === 'string' ? value.startsWith('-') : value < 0 || Object.is(value, -0);
    return (negative ? '-' : '') + write(exact(value), pattern);
  };
}

const DEFAULT: Pattern = { prefix: '', suffix: '', wholeDigits: 1, fewest: 0, most: 0, group: 3, times: 1 };

function read(text: string): Pattern {
  if (text === '') return { ...DEFAULT, most: 340, group: 3 };
  const [, prefix = '', digits = '', suffix = ''] = /^((?:'[^']*'|[^#0,.'])*)([#0,.]*)([\s\S]*)$/.exec(text.split(';')[0]!)!;
  const [whole = '', fraction = ''] = digits.split('.');
  const group = whole.includes(',') ? whole.length - whole.lastIndexOf(',') - 1 : 0;
  const literal = (part: string): string => part.replaceAll(/'([^']*)'/g, (_, inner: string) => inner || "'");
  return {
    prefix: literal(prefix),
    suffix: literal(suffix),
    wholeDigits: whole.replaceAll(/[^0]/g, '').length,
    fewest: fraction.replaceAll(/[^0]/g, '').length,
    most: fraction.length,
    group,
    times: /%/.test(prefix + suffix) ? 100 : /‰/.test(prefix + suffix) ? 1000 : 1,
  };
}

function write(value: Decimal, { prefix, suffix, wholeDigits, fewest, most, group, times }: Pattern): string {
  const scaled = { unscaled: value.unscaled * BigInt(times), scale: value.scale };
  const rounded = roundDecimal(scaled, Math.min(most, scaled.scale), 'half-even');
  const [whole = '', fraction = ''] = decimalText(rounded).replace('-', '').split('.');
  const digits = (whole === '0' ? '' : whole).padStart(wholeDigits, '0');
  const grouped = group > 0 ? digits.replaceAll(new RegExp(`\\B(?=(?:\\d{${group}})+(?!\\d))`, 'g'), ',') : digits;
  const places = fraction.replace(/0+$/, '').padEnd(fewest, '0');
  return `${prefix}${grouped === '' && places === '' ? '0' : grouped}${places === '' ? '' : `.${places}`}${suffix}`;
}
