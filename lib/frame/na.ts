import { lit, when, type Column } from '#lib/column/column.js';
import { coalesce } from '#lib/column/functions/conditional.js';
import type { Names, Shape } from '#lib/column/shape.js';
import { AnalysisError } from '#lib/errors.js';
import { isNumeric } from '#lib/plan/common-type.js';
import type { DataType } from '#lib/types/data-type.js';
import type { DataFrame } from './data-frame.js';
import { ownColumns, ownColumnsNamed, type OwnColumn } from './own-column.js';
import { isOfClass, valueClass } from './value-class.js';
import { replacements, type Replaced } from './replacements.js';

type Value = number | bigint | boolean | string;
export type { Replaced } from './replacements.js';

/** What is done about missing values: null, and NaN where a column is float or double. */
export class DataFrameNaFunctions<in out S extends Shape = any> {
  readonly #frame: DataFrame;

  constructor(frame: DataFrame<S>) {
    this.#frame = frame as DataFrame;
  }

  /**
   * Without the rows that have a missing value (`any`), or nothing else (`all`), in the columns of `subset` (all of them
   * if not given). `thresh` goes before `how`: rows stay that have at least so many values.
   */
  drop(how: 'any' | 'all' = 'any', thresh?: number | null, subset?: Names<S> | readonly Names<S>[]): DataFrame<S> {
    if (how !== 'any' && how !== 'all')
      throw new AnalysisError('VALUE_NOT_ALLOWED', `The first argument of na.drop() must be 'any' or 'all'; got '${String(how)}'`);
    const columns = ownColumnsNamed(this.#frame, listOf(subset));
    const least = thresh ?? (how === 'any' ? columns.length : 1);
    if (columns.length === 0) return this.#frame;
    const present = columns.map((c) => when(isPresent(c), 1).otherwise(0) as Column);
    return this.#frame.filter(present.reduce((a, b) => a.plus(b)).ge(least));
  }

  /**
   * Missing values replaced. A number fills the numeric columns, text the string ones, a boolean the boolean ones, of
   * `subset` or of all; an object says the value of each column by name, and is cast to its type.
   */
  fill(value: Value | { readonly [K in Names<S>]?: Value }, subset?: Names<S> | readonly Names<S>[]): DataFrame<S> {
    if (typeof value !== 'object') {
      const kind = valueClass(value, 'na.fill()');
      const chosen = ownColumnsNamed(this.#frame, listOf(subset)).filter((c) => isOfClass(c.field.type, kind));
      return this.#project(new Map(chosen.map((c) => [c.place, filled(c, value)])));
    }
    const named = Object.entries(value as Record<string, Value>).map(
      ([name, each]) => [ownColumnsNamed(this.#frame, [name]), each] as const,
    );
    return this.#project(new Map(named.flatMap(([columns, each]) => columns.map((c) => [c.place, filled(c, each)] as const))));
  }

  /**
   * Values replaced by others: one by one, a list by a list or by one value, or as an object or Map from old to new.
   * Numbers are looked for in numeric columns, text in string ones, booleans in boolean ones, of `subset` or of all.
   * The new value may be null.
   */
  replace(from: Replaced, to?: Value | null | readonly (Value | null)[], subset?: Names<S> | readonly Names<S>[]): DataFrame<S> {
    const { pairs, kind } = replacements(from, to);
    const columns = ownColumnsNamed(this.#frame, listOf(subset)).filter((c) => isOfClass(c.field.type, kind));
    return this.#project(new Map(columns.map((c) => [c.place, replaced(c, pairs)])));
  }

  #project(changes: ReadonlyMap<number, Column>): DataFrame {
    return this.#frame.select(
      ...ownColumns(this.#frame).map(({ place, field, column }) => changes.get(place)?.alias(field.name) ?? column),
    );
  }
}

const listOf = <T>(value: T | readonly T[] | undefined): readonly T[] | undefined =>
  value === undefined || Array.isArray(value) ? (value as readonly T[] | undefined) : [value as T];

const isFloating = (type: DataType): boolean => type.kind === 'float' || type.kind === 'double';

function isPresent({ column, field }: OwnColumn): Column {
  return isFloating(field.type) ? column.isNotNull().and(column.isNaN().not()) : column.isNotNull();
}

function filled({ column, field }: OwnColumn, value: Value): Column {
  const constant = lit(value).cast(field.type);
  const whole = coalesce(column, constant) as Column;
  return isFloating(field.type) && isNumeric(field.type) ? (when(column.isNaN(), constant).otherwise(whole) as Column) : whole;
}

function replaced({ column, field }: OwnColumn, pairs: readonly (readonly [Value, Value | null])[]): Column {
  const typed = (value: Value | null): Column => lit(value).cast(field.type) as Column;
  const [[key, value], ...rest] = pairs as [readonly [Value, Value | null], ...(readonly [Value, Value | null])[]];
  const first = when(column.eq(lit(key)), typed(value)) as Column;
  return rest.reduce((e, [k, v]) => e.when(column.eq(lit(k)), typed(v)) as Column, first).otherwise(column) as Column;
}
