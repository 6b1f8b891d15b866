import { ParamError } from '#lib/errors.js';
import { showValue } from '#lib/show-value.js';

/** Throws unless `holds`: `ImageResize.height must be an integer >= 1; got -1`. */
export function check(holds: boolean, name: string, expects: string, got: unknown): asserts holds {
  if (!holds) throw new ParamError(`${name} must be ${expects}; got ${showValue(got)}`);
}

const number = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

export const checkNumber = (name: string, value: unknown): void => check(number(value), name, 'a number', value);

/** A count of pixels. */
export const checkPixels = (name: string, value: unknown): void =>
  check(Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 65535, name, 'an integer from 1 to 65535', value);

export const checkBetween = (name: string, value: unknown, low: number, high: number): void =>
  check(number(value) && value >= low && value <= high, name, `a number from ${low} to ${high}`, value);

/** Two bounds of a range that random numbers are drawn from. */
export function checkRange(step: string, low: string, lowValue: number, high: string, highValue: number, least = -Infinity): void {
  checkNumber(`${step}.${low}`, lowValue);
  checkNumber(`${step}.${high}`, highValue);
  check(lowValue >= least, `${step}.${low}`, `at least ${least}`, lowValue);
  check(lowValue <= highValue, `${step}.${high}`, `at least ${step}.${low} (${lowValue})`, highValue);
}

export function checkOneOf(name: string, value: unknown, choices: readonly unknown[]): void {
  check(choices.includes(value), name, `one of ${choices.join(', ')}`, value);
}
