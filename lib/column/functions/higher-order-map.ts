import { freshId } from '#lib/plan/attribute.js';
import { castTo } from '#lib/plan/cast-to.js';
import { commonType } from '#lib/plan/common-type.js';
import type { Attribute, Call, Expression, GetField, Lambda } from '#lib/plan/expression.js';
import { transformUp } from '#lib/plan/map-expression.js';
import { typeOf } from '#lib/plan/type-of.js';
import * as t from '#lib/types/data-type.js';
import type { DataType, MapType, StructType } from '#lib/types/data-type.js';
import { Column, columnExpression } from '../column.js';
import type { ColumnArg } from '../shape.js';
import { spec, type Row, type TableRow } from './define.js';
import { differ, elementOf } from './element-type.js';
import { truthful } from './higher-order.js';
import { lambda } from './lambda.js';
import { entryOf, mapType } from './map.js';
import { pairsOf } from './map-pairs.js';
import { rawKey } from './raw-key.js';

type OfPair = (key: Column, value: Column) => Column;

interface OverMap<F> extends TableRow {
  (column: ColumnArg, fn: F): Column<string, any, any>;
}
interface OverTwo<F> extends TableRow {
  (left: ColumnArg, right: ColumnArg, fn: F): Column<string, any, any>;
}

const made = (fn: string, type: DataType, ...args: readonly Expression[]): Call =>
  Object.freeze({ kind: 'call', fn, args, type, nullable: true });
const attribute = (name: string, type: DataType): Attribute =>
  Object.freeze({ kind: 'attribute', id: freshId(), name, type, nullable: true });

/** A lambda of several parameters as one of a struct that has them as its fields, in their order. */
function overFields(e: Expression, row: StructType, change = (body: Expression, _row: Attribute): Expression => body): Lambda {
  const { bound, body } = e as Lambda;
  const whole = attribute('row', row);
  const fields = new Map(
    bound!.map((a, i) => [a.id, Object.freeze({ kind: 'field', child: whole, name: row.fields[i]!.name } satisfies GetField)]),
  );
  const replaced = transformUp(body, (part) => (part.kind === 'attribute' ? (fields.get(part.id) ?? part) : part));
  return Object.freeze({ kind: 'lambda', params: ['row'], bound: [whole], body: change(replaced, whole) });
}

/** The entries of a map, each made into another by a function of the entry. */
const entryMade =
  (make: (row: Attribute, body: Expression) => readonly [key: Expression, value: Expression]) =>
  ([map, fn]: readonly Expression[]): Expression[] => {
    const of = entryOf(typeOf(map!));
    const over = overFields(fn!, of, (body, row) => {
      const [key, value] = make(row, body);
      return made(
        'named_struct',
        t.struct([t.field('key', typeOf(key)), t.field('value', typeOf(value))]),
        named('key'),
        key,
        named('value'),
        value,
      );
    });
    return [
      made(
        'map_from_entries',
        t.map(t.nullType, t.nullType),
        made('transform', t.array(typeOf(over.body)), made('map_entries', t.array(of), map!), over),
      ),
    ].map((call) => Object.freeze({ ...call, type: t.map(...keyAndValue(typeOf(over.body) as StructType)) }));
  };
const keyAndValue = (entry: StructType): [DataType, DataType] => [entry.fields[0]!.type, entry.fields[1]!.type];
const named = (name: string): Expression => Object.freeze({ kind: 'literal', type: t.string, value: name });
const field = (row: Attribute, name: string): Expression => Object.freeze({ kind: 'field', child: row, name });
const itself = ([a]: readonly string[]): string => a!;

const overMap = <F>(name: string, def: Omit<Row, 'args' | 'lambda'>): OverMap<F> =>
  Object.freeze(
    Object.assign(
      (column: ColumnArg, fn: F) =>
        new Column({ kind: 'call', fn: name, args: [columnExpression(column), lambda(fn as (...params: Column[]) => Column)] }),
      {
        spec: spec(name, 'scalar', {
          args: ['map', 'lambda'],
          lambda: (_, [type]) => (type?.kind === 'map' ? [type.key, type.value] : [t.nullType, t.nullType]),
          ...def,
        }),
      },
    ),
  );

/** The map with each key made into another by a function of key and value. Keys that become equal are an error. */
export const transformKeys = overMap<OfPair>('transform_keys', {
  returns: ([map, key]) => mapType('transform_keys', key!, (map as MapType).value),
  lower: entryMade((row, body) => [body, field(row, 'value')]),
  duckdb: itself,
});
/** The map with each value made into another by a function of key and value. */
export const transformValues = overMap<OfPair>('transform_values', {
  returns: ([map, value]) => t.map((map as MapType).key, value!),
  lower: entryMade((row, body) => [field(row, 'key'), body]),
  duckdb: itself,
});
/** The entries for which a condition on key and value holds. */
export const mapFilter = overMap<OfPair>('map_filter', {
  rewrite: truthful('map_filter'),
  returns: (types) => types[0]!,
  lower: ([map, fn]) => [made('map_entries', t.array(entryOf(typeOf(map!))), map!), overFields(fn!, entryOf(typeOf(map!)))],
  duckdb: ([entries, fn]) => `map_from_entries(list_filter(${entries!}, ${fn!}))`,
});

const over = <F>(name: string, def: Row): OverTwo<F> =>
  Object.freeze(
    Object.assign(
      (left: ColumnArg, right: ColumnArg, fn: F) =>
        new Column({
          kind: 'call',
          fn: name,
          args: [columnExpression(left), columnExpression(right), lambda(fn as (...params: Column[]) => Column)],
        }),
      { spec: spec(name, 'scalar', def) },
    ),
  );

/** The elements of two arrays at the same places, each pair made into one value; the shorter array is filled up with nulls. */
export const zipWith = over<(left: Column, right: Column) => Column>('zip_with', {
  args: ['array', 'array', 'lambda'],
  lambda: (_, types) => [elementOf(types[0]!), elementOf(types[1]!)],
  returns: (types) => t.array(types[2]!),
  lower([a, b, fn]) {
    const row = t.struct([t.field('0', elementOf(typeOf(a!))), t.field('1', elementOf(typeOf(b!)))]);
    return [made('arrays_zip', t.array(row), a!, b!), overFields(fn!, row)];
  },
  duckdb: ([pairs, fn]) => `list_transform(${pairs!}, ${fn!})`,
});

/** The values of two maps for each key of either, made into one value; null where a map lacks the key. */
export const mapZipWith = over<(key: Column, left: Column, right: Column) => Column>('map_zip_with', {
  args: ['map', 'map', 'lambda'],
  lambda: (_, [a, b]) =>
    a?.kind === 'map' && b?.kind === 'map' ? [commonKey(a, b), a.value, b.value] : [t.nullType, t.nullType, t.nullType],
  rewrite([a, b, fn]) {
    const [left, right] = [typeOf(a!) as MapType, typeOf(b!) as MapType];
    const key = commonKey(left, right);
    return [castTo(a!, t.map(key, left.value)), castTo(b!, t.map(key, right.value)), fn!];
  },
  returns: ([a, , value]) => t.map((a as MapType).key, value!),
  lower([a, b, fn]) {
    const [left, right] = [typeOf(a!) as MapType, typeOf(b!) as MapType];
    const row = t.struct([t.field('key', left.key), t.field('left', left.value), t.field('right', right.value)]);
    const values = overFields(fn!, row, (body, at) =>
      made(
        'named_struct',
        t.struct([t.field('key', left.key), t.field('value', typeOf(body))]),
        named('key'),
        field(at, 'key'),
        named('value'),
        body,
      ),
    );
    return [made('map_zip_entries', t.array(row), a!, b!), values];
  },
  duckdb: ([rows, fn]) => `map_from_entries(list_transform(${rows!}, ${fn!}))`,
});
const commonKey = (a: MapType, b: MapType): DataType => commonType(a.key, b.key) ?? differ('map_zip_with', 'MAP_ZIP_WITH_DIFF_TYPES', []);

/** What `map_zip_with` goes over: each key of either map with the values that the maps have for it. */
export const mapZipEntries = spec('map_zip_entries', 'scalar', {
  args: ['map', 'map'],
  returns: ([a, b]) =>
    t.array(t.struct([t.field('key', (a as MapType).key), t.field('left', (a as MapType).value), t.field('right', (b as MapType).value)])),
  kernel: {
    make([type]) {
      const keyOf = rawKey((type as MapType).key);
      return (left: unknown, right: unknown) => {
        const rows = new Map<unknown, [unknown, unknown, unknown]>();
        for (const [key, value] of pairsOf(left)) rows.set(keyOf(key), [key, value, null]);
        for (const [key, value] of pairsOf(right)) {
          const row = rows.get(keyOf(key));
          if (row === undefined) rows.set(keyOf(key), [key, null, value]);
          else row[2] = value;
        }
        return [...rows.values()];
      };
    },
  },
});
