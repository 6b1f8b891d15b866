import { AnalysisError, ExecutionError } from '#lib/errors.js';
import { castTo } from '#lib/plan/cast-to.js';
import { commonType } from '#lib/plan/common-type.js';
import { typeOf } from '#lib/plan/type-of.js';
import * as t from '#lib/types/data-type.js';
import type { DataType, MapType, StructType } from '#lib/types/data-type.js';
import { typeName } from '#lib/types/type-name.js';
import { nary, scalar, wrongType } from './define.js';
import { differ, elementOf, withKey } from './element-type.js';
import { mapOf, pairsOf } from './map-pairs.js';

const keyOf = (type: DataType): DataType => (type.kind === 'map' ? type.key : t.nullType);
const valueOf = (type: DataType): DataType => (type.kind === 'map' ? type.value : t.nullType);

/** A map's type; a map must not be (part of) its key. */
export function mapType(fn: string, key: DataType, value: DataType): MapType {
  if (hasMap(key))
    throw new AnalysisError(
      'DATATYPE_MISMATCH.INVALID_MAP_KEY_TYPE',
      `The keys made by '${fn}' must not have maps in them; got ${typeName(key)}`,
      {
        sqlState: '42K09',
      },
    );
  return t.map(key, value);
}
const hasMap = (type: DataType): boolean =>
  type.kind === 'map' ||
  (type.kind === 'array' && hasMap(type.element)) ||
  (type.kind === 'struct' && type.fields.some((f) => hasMap(f.type)));

/** A map of keys and values in turn. A key that comes twice, or is null, is an error. */
export const map = nary<any>('map', {
  args: ['any'],
  min: 0,
  max: Infinity,
  nullable: false,
  rewrite(args) {
    if (args.length % 2 !== 0)
      throw new AnalysisError(
        'WRONG_NUM_ARGS.WITHOUT_SUGGESTION',
        `map() must have keys and values in turn; got ${args.length} arguments`,
        { sqlState: '42605' },
      );
    const sides = [0, 1].map((side) => args.filter((_, i) => i % 2 === side));
    const common = sides.map((side, i) =>
      side
        .map(typeOf)
        .reduce<DataType>(
          (a, b) => commonType(a, b) ?? differ('map', i === 0 ? 'CREATE_MAP_KEY_DIFF_TYPES' : 'CREATE_MAP_VALUE_DIFF_TYPES', args),
          t.nullType,
        ),
    );
    return args.map((e, i) => castTo(e, common[i % 2]!));
  },
  returns: (types) => mapType('map', types[0] ?? t.nullType, types[1] ?? t.nullType),
  duckdb: (args) => `map([${args.filter((_, i) => i % 2 === 0).join(', ')}], [${args.filter((_, i) => i % 2 === 1).join(', ')}])`,
});
/** Same as `map`. */
export const createMap = map;

/** A map of an array of keys and one of their values. A key that comes twice, or is null, and arrays of other lengths are errors. */
export const mapFromArrays = nary<any>('map_from_arrays', {
  args: ['array', 'array'],
  returns: (types) => mapType('map_from_arrays', elementOf(types[0]!), elementOf(types[1]!)),
  kernel: {
    make: ([keys]) => {
      const made = mapOf(elementOf(keys!));
      return (a: readonly unknown[], b: readonly unknown[]) => {
        if (a.length === b.length) return made(a.map((key, i) => [key, b[i]]));
        throw new ExecutionError(
          '_LEGACY_ERROR_TEMP_2128',
          `The keys and values of map_from_arrays() must be as many; got ${a.length} and ${b.length}`,
        );
      };
    },
  },
});
/** A map of an array of structs, each a key and its value; null where a struct is. A key that comes twice, or is null, is an error. */
export const mapFromEntries = scalar<'map_from_entries', any>('map_from_entries', {
  args: ['array'],
  nullable: true,
  returns(types, args) {
    const entry = elementOf(types[0]!);
    if (entry.kind !== 'struct' || entry.fields.length !== 2)
      return wrongType('map_from_entries', 0, 'an array of structs of two fields', args[0]!);
    return mapType('map_from_entries', entry.fields[0]!.type, entry.fields[1]!.type);
  },
  kernel: {
    make([entries]) {
      const made = mapOf((elementOf(entries!) as StructType).fields[0]!.type);
      return (pairs: readonly (readonly [unknown, unknown] | null)[]) =>
        pairs.includes(null) ? null : made(pairs as [unknown, unknown][]);
    },
  },
});
/** The entries of all maps in one. A key that comes twice is an error. */
export const mapConcat = nary<any>('map_concat', {
  args: ['any'],
  min: 0,
  max: Infinity,
  rewrite(args) {
    if (args.some((e) => typeOf(e).kind !== 'map')) differ('map_concat', 'MAP_CONCAT_DIFF_TYPES', args);
    const type = args
      .map(typeOf)
      .reduce<
        DataType | undefined
      >((a, b) => (a === undefined ? b : (commonType(a, b) ?? differ('map_concat', 'MAP_CONCAT_DIFF_TYPES', args))), undefined);
    return args.map((e) => castTo(e, type!));
  },
  returns: (types) => types[0] ?? t.map(t.string, t.string),
  duckdb: () => 'map([]::VARCHAR[], []::VARCHAR[])',
  kernel: {
    for: (call) => call.args.length > 0,
    make: (_, returns) => {
      const made = mapOf(keyOf(returns));
      return (...maps: unknown[]) => made(maps.flatMap(pairsOf));
    },
  },
});
/** The keys in an array. */
export const mapKeys = scalar<'map_keys', any[]>('map_keys', { args: ['map'], returns: (types) => t.array(keyOf(types[0]!), false) });
/** The values in an array. */
export const mapValues = scalar<'map_values', any[]>('map_values', { args: ['map'], returns: (types) => t.array(valueOf(types[0]!)) });
/** The entries as an array of structs of `key` and `value`. */
export const mapEntries = scalar<'map_entries', any[]>('map_entries', {
  args: ['map'],
  returns: ([type]) => t.array(entryOf(type!), false),
});
/** Whether a map has a key. */
export const mapContainsKey = scalar<'map_contains_key', boolean, [key: unknown]>('map_contains_key', {
  args: ['any', 'any'],
  rewrite: withKey('map_contains_key'),
  returns: t.boolean,
  duckdb: ([m, key]) => `list_contains(map_keys(${m!}), ${key!})`,
});

/** The struct that an entry of a map is. */
export const entryOf = (type: DataType): StructType => t.struct([t.field('key', keyOf(type), false), t.field('value', valueOf(type))]);
