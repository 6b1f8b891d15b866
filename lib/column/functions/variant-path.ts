import { AnalysisError, ExecutionError } from '#lib/errors.js';
import { caster, canCast, refuseCast } from '#lib/plan/cast/caster.js';
import type { Expression } from '#lib/plan/expression.js';
import type { KernelMaker } from '#lib/plan/kernel.js';
import { zoneOf } from '#lib/time/zone.js';
import * as t from '#lib/types/data-type.js';
import { buildVariant } from '#lib/variant/build.js';
import type { RawVariant } from '#lib/variant/build.js';
import { findAt } from '#lib/variant/find.js';
import { parsePath, pathReader } from '#lib/variant/path.js';
import { mergeTypes, variantType, variantTypeText } from '#lib/variant/schema.js';
import { toTree } from '#lib/variant/to-tree.js';
import { Column, columnExpression, operand } from '../column.js';
import type { ColumnArg } from '../shape.js';
import { constantOf } from './constant.js';
import { aggregate, scalar, spec, type TableRow } from './define.js';
import { schemaType } from './json.js';

interface Get extends TableRow {
  (column: ColumnArg, path: string | Column, type?: string): Column<string, any, any>;
}

const getter = (name: string, trying: boolean): Get => {
  const invalid = (path: string): never => {
    throw new ExecutionError(
      'INVALID_VARIANT_GET_PATH',
      `The path '${path}' of '${name}' must be $, then steps such as .name, ['name'] or [123]`,
      {
        sqlState: '22023',
      },
    );
  };
  const make: KernelMaker = (_types, returns, { timeZone }) => {
    const read = pathReader(invalid);
    const cast = caster(t.variant, returns, { trying, zone: zoneOf(timeZone) });
    return (variant: RawVariant, path: string) => {
      const at = findAt(variant, read(path));
      return at === undefined ? null : cast(at === 0 && returns.kind === 'variant' ? variant : buildVariant(toTree(variant, at)));
    };
  };
  const rewrite = ([variant, path, type]: readonly Expression[]): readonly Expression[] => {
    const known = constantOf(path!);
    if (typeof known === 'string' && parsePath(known) === undefined) invalid(known);
    if (type !== undefined && typeof constantOf(type) !== 'string')
      throw new AnalysisError('INVALID_SCHEMA.NON_STRING_LITERAL', `The type of '${name}' must be a constant text such as 'int'`, {
        sqlState: '42K07',
      });
    return type === undefined ? [variant!, path!] : [variant!, path!, type];
  };
  return Object.freeze(
    Object.assign(
      (column: ColumnArg, path: string | Column, type?: string) =>
        new Column({
          kind: 'call',
          fn: name,
          args: [columnExpression(column), operand(path), ...(type === undefined ? [] : [operand(type)])],
        }),
      {
        spec: spec(name, 'scalar', {
          args: [t.variant, t.string, 'any'],
          min: 2,
          nullable: true,
          rewrite,
          returns(_, [, , type]) {
            const wanted = type === undefined ? t.variant : schemaType(constantOf(type) as string);
            return canCast(t.variant, wanted) ? wanted : refuseCast(t.variant, wanted);
          },
          kernel: { make },
        }),
      },
    ),
  );
};

/** The value at a path such as `$.a[0]["b c"]`, cast to a type (`'int'`), else a variant. Null where there is none; an error where the cast fails. */
export const variantGet = getter('variant_get', false);
/** As `variantGet`, with null where the cast fails. */
export const tryVariantGet = getter('try_variant_get', true);

/** The type of a variant's value as text: `OBJECT<a: BIGINT>`; null for null. */
export const schemaOfVariant = scalar<'schema_of_variant', string | null>('schema_of_variant', {
  args: [t.variant],
  returns: t.string,
  kernel: { make: () => (variant: RawVariant) => variantTypeText(variantType(variant)) },
});
/** The type that holds all values of a group of variants, as text; `VOID` of none. */
export const schemaOfVariantAgg = aggregate<'schema_of_variant_agg', string>('schema_of_variant_agg', {
  args: [t.variant],
  returns: t.string,
  nullable: false,
  duckdb: 'list',
  finish: () => ({
    of: t.array(t.variant),
    seesNulls: true,
    make: () => (variants: readonly (RawVariant | null)[] | null) => {
      const types = (variants ?? []).filter((variant) => variant !== null).map((variant) => variantType(variant));
      return variantTypeText(types.reduce(mergeTypes, t.nullType));
    },
  }),
});
