import { ExecutionError, KindlingError } from '#lib/errors.js';
import * as t from '#lib/types/data-type.js';
import type { DataType } from '#lib/types/data-type.js';
import { typeName } from '#lib/types/type-name.js';
import { buildVariant } from '#lib/variant/build.js';
import type { RawVariant } from '#lib/variant/build.js';
import { isArrayAt, isObjectAt, nameOf, partsAt, scalarAt } from '#lib/variant/read.js';
import type { Scalar } from '#lib/variant/read.js';
import { plainDecimal } from '#lib/variant/scalar-text.js';
import { variantJson } from '#lib/variant/to-json.js';
import { toTree } from '#lib/variant/to-tree.js';
import type { CastMode } from './caster.js';
import { decimalText } from './decimal-value.js';

type Cast = (value: any) => unknown;
type FindCaster = (from: DataType, to: DataType, mode: CastMode) => Cast | undefined;
/** A cast of the value at a place of a variant. */
type CastAt = (variant: RawVariant, at: number) => unknown;

/** A cast of variants; the variant null is null, and what does not fit is an error, or null when trying. Undefined where Spark has no such cast. */
export function fromVariant(to: DataType, mode: CastMode, find: FindCaster): Cast | undefined {
  if (to.kind === 'variant') return (value) => value as unknown;
  const cast = castAt(to, mode, find);
  return cast && ((variant: RawVariant | null) => (variant === null ? null : cast(variant, 0)));
}

function castAt(to: DataType, mode: CastMode, find: FindCaster): CastAt | undefined {
  const refuse = refusing(to, mode);
  switch (to.kind) {
    case 'variant':
      return (variant, at) => buildVariant(toTree(variant, at));
    case 'array': {
      const item = castAt(to.element, mode, find);
      return (
        item &&
        orNull((variant, at) =>
          isArrayAt(variant[0], at) ? startsOf(variant, at).map((start) => item(variant, start)) : refuse(variant, at),
        )
      );
    }
    case 'map': {
      const item = to.key.kind === 'string' ? castAt(to.value, mode, find) : undefined;
      return (
        item &&
        orNull((variant, at) =>
          isObjectAt(variant[0], at) ? fieldsOf(variant, at).map(([name, start]) => [name, item(variant, start)]) : refuse(variant, at),
        )
      );
    }
    case 'struct': {
      const items = to.fields.map((f) => castAt(f.type, mode, find));
      if (items.includes(undefined)) return undefined;
      return orNull((variant, at) => {
        if (!isObjectAt(variant[0], at)) return refuse(variant, at);
        const places = new Map(fieldsOf(variant, at));
        return to.fields.map(({ name }, i) => (places.has(name) ? items[i]!(variant, places.get(name)!) : null));
      });
    }
    case 'null':
    case 'vector':
    case 'interval':
    case 'time':
    case 'day_time_interval':
    case 'year_month_interval':
      return undefined;
    default:
      return scalarCast(to, mode, find, refuse);
  }
}

function scalarCast(to: DataType, mode: CastMode, find: FindCaster, refuse: CastAt): CastAt {
  const casts = new Map<string, Cast | undefined>();
  return orNull((variant, at) => {
    if (isObjectAt(variant[0], at) || isArrayAt(variant[0], at))
      return to.kind === 'string' ? variantJson(variant, mode.zone, at) : refuse(variant, at);
    const [type, value] = typed(scalarAt(variant[0], at));
    const key = typeName(type);
    if (!casts.has(key)) casts.set(key, find(type, to, { ...mode, trying: false }));
    const cast = casts.get(key);
    if (cast === undefined) return refuse(variant, at);
    try {
      return cast(value) ?? refuse(variant, at); // of a double that is no number a decimal is null elsewhere
    } catch (error) {
      if (error instanceof KindlingError) return refuse(variant, at);
      throw error;
    }
  });
}

/** The type of a scalar, and the value as kernels have it. */
export function typed(scalar: Scalar): [DataType, unknown] {
  switch (scalar.kind) {
    case 'null':
      return [t.nullType, null];
    case 'decimal': {
      const { digits, scale } = plainDecimal(scalar.digits, scalar.scale);
      return [t.decimal(Math.max(scale, String(digits < 0n ? -digits : digits).length), scale), decimalText(digits, scale)];
    }
    case 'uuid':
      return [t.string, scalar.value];
    case 'time':
      return [t.time(), scalar.value];
    default:
      return [{ kind: scalar.kind }, scalar.value];
  }
}

const orNull =
  (cast: CastAt): CastAt =>
  (variant, at) =>
    variant[0][at] === 0 ? null : cast(variant, at);

const refusing =
  (to: DataType, { trying, zone }: CastMode): CastAt =>
  (variant, at) => {
    if (trying) return null;
    throw new ExecutionError(
      'INVALID_VARIANT_CAST',
      `The variant value ${variantJson(variant, zone, at)} cannot be cast into ${typeName(to)}. Use try_variant_get to get null instead.`,
      { sqlState: '22023' },
    );
  };

/** Where the parts of an array or object begin. */
export function startsOf([bytes]: RawVariant, at: number): number[] {
  const parts = partsAt(bytes, at);
  return Array.from({ length: parts.count }, (_, i) => parts.start(i));
}

/** The fields of an object by name: where each begins. */
export function fieldsOf([bytes, metadata]: RawVariant, at: number): [name: string, start: number][] {
  const parts = partsAt(bytes, at);
  return Array.from({ length: parts.count }, (_, i) => [nameOf(metadata, parts.id(i)), parts.start(i)]);
}
