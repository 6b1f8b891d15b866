import { dataCodec, decodeNumber, encodeNumber, type Codec, type Json } from './json.js';
import type { ParamSpec } from './param.js';

/** What every kind is told. */
export interface About<T> {
  readonly doc: string;
  readonly default?: T;
}
export interface NumberBounds extends About<number> {
  readonly min?: number;
  readonly max?: number;
  /** Exclusive bounds. */
  readonly above?: number;
  readonly below?: number;
}

const asIs: Codec<any> = { encode: (value: unknown) => value as Json, decode: (json: Json) => json };
const numbers: Codec<number> = { encode: encodeNumber, decode: decodeNumber };

// NaN passes where there is no bound at all, and nowhere else.
const within = (v: number, { min, max, above, below }: NumberBounds): boolean =>
  (min === undefined || v >= min) &&
  (max === undefined || v <= max) &&
  (above === undefined || v > above) &&
  (below === undefined || v < below);

function bounds({ min, max, above, below }: NumberBounds): string {
  const all = [
    [min, '>='],
    [above, '>'],
    [max, '<='],
    [below, '<'],
  ] as const;
  const said = all.filter(([bound]) => bound !== undefined).map(([bound, sign]) => `${sign} ${bound}`);
  return said.length === 0 ? '' : ` ${said.join(' and ')}`;
}

/** A whole number that a double holds exactly. */
export const int = (about: NumberBounds): ParamSpec<number> => ({
  ...about,
  codec: asIs,
  expects: `an integer${bounds(about)}`,
  accepts: (v): v is number => Number.isSafeInteger(v) && within(v as number, about),
});

/** A number; NaN and the infinities too where no bound refuses them. */
export const float = (about: NumberBounds): ParamSpec<number> => ({
  ...about,
  codec: numbers,
  expects: `a number${bounds(about)}`,
  accepts: (v): v is number => typeof v === 'number' && within(v, about),
});

export const bool = (about: About<boolean>): ParamSpec<boolean> => ({
  ...about,
  codec: asIs,
  expects: 'true or false',
  accepts: (v): v is boolean => typeof v === 'boolean',
});

export const string = (about: About<string>): ParamSpec<string> => ({
  ...about,
  codec: asIs,
  expects: 'a string',
  accepts: (v): v is string => typeof v === 'string',
});

/** One of a few words. */
export const choice = <const T extends readonly string[]>(all: T, about: About<T[number]>): ParamSpec<T[number]> => ({
  ...about,
  codec: asIs,
  expects: `one of ${all.map((v) => `'${v}'`).join(', ')}`,
  accepts: (v): v is T[number] => all.includes(v as string),
});

export interface ListAbout<T> extends About<readonly T[]> {
  /** The least number of elements. */
  readonly minLength?: number;
}

/** A list of what `element` accepts, kept as a frozen copy. */
export function list<T>(element: ParamSpec<T>, about: ListAbout<T>): ParamSpec<readonly T[]> {
  const { minLength = 0 } = about;
  const { codec } = element;
  const keep = (value: readonly T[]): readonly T[] => Object.freeze(value.map((v) => element.keep?.(v) ?? v));
  return {
    ...about,
    keep,
    ...(about.default === undefined ? {} : { default: keep(about.default) }),
    expects: `a list of ${minLength > 0 ? `at least ${minLength} ` : ''}values, each ${element.expects}`,
    accepts: (v): v is readonly T[] => Array.isArray(v) && v.length >= minLength && v.every((e) => element.accepts(e)),
    codec:
      codec === 'data'
        ? 'data'
        : {
            encode: (value) => value.map((v) => codec.encode(v)),
            decode: (json) => (Array.isArray(json) ? json.map((v: Json) => codec.decode(v)) : json) as T[],
          },
  };
}

export const strings = (about: ListAbout<string>): ParamSpec<readonly string[]> => list(string({ doc: '' }), about);
export const ints = (about: ListAbout<number> & { readonly each?: Omit<NumberBounds, 'doc' | 'default'> }): ParamSpec<readonly number[]> =>
  list(int({ doc: '', ...about.each }), about);
export const floats = (
  about: ListAbout<number> & { readonly each?: Omit<NumberBounds, 'doc' | 'default'> },
): ParamSpec<readonly number[]> => list(float({ doc: '', ...about.each }), about);
export const bools = (about: ListAbout<boolean>): ParamSpec<readonly boolean[]> => list(bool({ doc: '' }), about);

export interface ObjectAbout<T> extends About<T> {
  /** Ends the sentence `X.optimMethod must be …`. */
  readonly expects: string;
  accepts(value: unknown): value is T;
  /** What is stored for an accepted value, such as a frozen copy. */
  keep?(value: T): T;
}

/** Any value with a codec of its own: an optimizer, a chain of preprocessing steps, a vector. `decode` may throw what is wrong with the JSON. */
export const object = <T>(about: ObjectAbout<T> & Codec<T>): ParamSpec<T> => {
  const { encode, decode, ...rest } = about;
  return { ...rest, codec: { encode, decode } };
};

/** Plain data of any shape: nested objects, lists, numbers (NaN and infinities too), bigints, typed arrays, dates. */
export const data = <T>(about: ObjectAbout<T>): ParamSpec<T> => ({ ...about, codec: dataCodec });

/** A value too big or too strange for JSON (a network, a stage): its stage writes it in `saveData` and sets it again in `loadData`. */
export const filed = <T>(about: ObjectAbout<T>): ParamSpec<T> => ({ ...about, codec: 'data' });
