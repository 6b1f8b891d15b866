import { AnalysisError } from '#lib/errors.js';
import { valueClass, type ValueClass } from './value-class.js';

type Value = number | bigint | boolean | string;
/** The values that `na.replace` looks for: one, a list, or old and new ones together. */
export type Replaced = Value | readonly Value[] | ReadonlyMap<Value, Value | null> | Readonly<Record<string, Value | null>>;

/** Old and new values in pairs, and the kind that all of them are. */
export interface Replacements {
  readonly pairs: readonly (readonly [Value, Value | null])[];
  readonly kind: ValueClass;
}

/** What the arguments of `na.replace` mean. */
export function replacements(from: Replaced, to: unknown): Replacements {
  const pairs = pairsOf(from, to);
  if (pairs.length === 0) throw new AnalysisError('ARGUMENT_REQUIRED', 'na.replace() must have a value to look for; got none');
  const kinds = new Set(pairs.flat().flatMap((value) => (value === null ? [] : [valueClass(value, 'na.replace()')])));
  if (kinds.size > 1)
    throw new AnalysisError(
      'MIXED_TYPE_REPLACEMENT',
      `The values of na.replace() must all be numbers, all text or all booleans; got ${[...kinds].join(' and ')}. Call it once for each kind.`,
    );
  return { pairs, kind: valueClass(pairs[0]![0], 'na.replace()') };
}

function pairsOf(from: Replaced, to: unknown): (readonly [Value, Value | null])[] {
  if (from instanceof Map) return [...(from as ReadonlyMap<Value, Value | null>)];
  if (typeof from === 'object' && !Array.isArray(from)) return recordPairs(from as Readonly<Record<string, Value | null>>);
  if (to === undefined)
    throw new AnalysisError('ARGUMENT_REQUIRED', 'na.replace() must have the new value as its second argument (null removes); got none');
  const olds = Array.isArray(from) ? (from as readonly Value[]) : [from];
  if (!Array.isArray(to)) return olds.map((old) => [old, to as Value | null]);
  if (to.length !== olds.length)
    throw new AnalysisError(
      'LENGTH_SHOULD_BE_THE_SAME',
      `na.replace() must have as many new values as old ones, ${olds.length}; got ${to.length}`,
    );
  return olds.map((old, i) => [old, (to as readonly (Value | null)[])[i]!]);
}

/** An object's keys are text; where the new values are numbers or booleans, keys that read as such are meant so. */
function recordPairs(record: Readonly<Record<string, Value | null>>): (readonly [Value, Value | null])[] {
  const entries = Object.entries(record);
  const given = entries.map(([, value]) => value).filter((value) => value !== null);
  const key = (text: string): Value => {
    if (given.length > 0 && given.every((v) => typeof v === 'number' || typeof v === 'bigint') && text.trim() !== '' && !isNaNText(text))
      return Number(text);
    return given.length > 0 && given.every((v) => typeof v === 'boolean') && (text === 'true' || text === 'false') ? text === 'true' : text;
  };
  return entries.map(([text, value]) => [key(text), value]);
}

const isNaNText = (text: string): boolean => text !== 'NaN' && Number.isNaN(Number(text));
