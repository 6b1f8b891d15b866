import { AnalysisError } from '#lib/errors.js';
import * as t from '#lib/types/data-type.js';
import type { DecimalType } from '#lib/types/data-type.js';

/** A part of a number format. Digits are in groups, which thousands separators part; `exact` ones are all there, the others as many as there are. */
export type FormatPart =
  | { readonly kind: 'digits'; readonly groups: readonly { readonly count: number; readonly exact: boolean }[] }
  | { readonly kind: 'point' | 'dollar' | 'sign' | 'minus' | 'open' | 'close' };

/** A format of to_number and to_char, read. */
export interface NumberFormat {
  readonly text: string;
  readonly parts: readonly FormatPart[];
  /** The type of the numbers that it can say. */
  readonly type: DecimalType;
}

const GRAMMAR = /^(MI|S)?(\$)?([09G,]*)(?:([.D])([09]*))?(\$)?(MI|S|PR)?$/;
const formats = new Map<string, NumberFormat>();

/** Reads a format such as `S999G999D99`; throws Spark's INVALID_FORMAT where it is none. */
export function numberFormat(given: string): NumberFormat {
  let format = formats.get(given);
  if (format === undefined) formats.set(given, (format = read(given)));
  return format;
}

function read(given: string): NumberFormat {
  const text = given.toUpperCase();
  if (text === '') invalid('EMPTY', given, 'it must not be empty');
  if (!/[09]/.test(text)) invalid('WRONG_NUM_DIGIT', given, 'it must have a 0 or a 9');
  const found = GRAMMAR.exec(text);
  if (found === null) invalid('UNEXPECTED_TOKEN', given, "it must be [MI|S] [$] digits (0, 9, ',' or G) [. or D, digits] [MI|S|PR]");
  const [, first, dollar, whole, point, fraction = '', lastDollar, last] = found;
  if (lastDollar !== undefined) invalid('CUR_MUST_BEFORE_DIGIT', given, "'$' must come before the digits");
  if (first !== undefined && last !== undefined) invalid('WRONG_NUM_TOKEN', given, 'it must have one sign');
  if (/[G,]{2}|^[G,]|[G,]$/.test(whole!)) invalid('CONT_THOUSANDS_SEPS', given, 'digits must be on both sides of a thousands separator');
  const groups = (digits: string) => digits.split(/[G,]/).map((group) => ({ count: group.length, exact: group.startsWith('0') }));
  const sign = (token: string | undefined): FormatPart[] =>
    token === 'MI' ? [{ kind: 'minus' }] : token === 'S' ? [{ kind: 'sign' }] : [];
  const parts: FormatPart[] = [
    ...(last === 'PR' ? [{ kind: 'open' } as const] : []),
    ...sign(first),
    ...(dollar === undefined ? [] : [{ kind: 'dollar' } as const]),
    ...(whole === '' ? [] : [{ kind: 'digits', groups: groups(whole!) } as const]),
    ...(point === undefined ? [] : [{ kind: 'point' } as const]),
    ...(fraction === '' ? [] : [{ kind: 'digits', groups: groups(fraction) } as const]),
    ...(last === 'PR' ? [{ kind: 'close' } as const] : sign(last)),
  ];
  const before = whole!.replaceAll(/[G,]/g, '').length;
  return { text, parts, type: t.decimal(Math.min(38, before + fraction.length), Math.min(38, fraction.length)) };
}

function invalid(condition: string, format: string, why: string): never {
  throw new AnalysisError(`INVALID_FORMAT.${condition}`, `The number format '${format}' does not fit: ${why}`, { sqlState: '42601' });
}
