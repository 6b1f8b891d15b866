import type { FunctionSpec, FunctionTable } from '#lib/plan/function-spec.js';
import * as aggregate from './aggregate.js';
import * as arrayEdit from './array-edit.js';
import * as arrayOrder from './array-order.js';
import * as arraySearch from './array-search.js';
import * as arraySet from './array-set.js';
import * as bitmap from './bitmap.js';
import * as collect from './collect.js';
import * as collection from './collection.js';
import * as conditional from './conditional.js';
import * as datetime from './datetime.js';
import * as higherOrderMap from './higher-order-map.js';
import * as higherOrder from './higher-order.js';
import * as map from './map.js';
import * as math from './math.js';
import * as operators from './operators.js';
import * as percentile from './percentile.js';
import * as pick from './pick.js';
import * as ranking from './ranking.js';
import * as sequence from './sequence.js';
import * as statistics from './statistics.js';
import * as string from './string.js';

/** Names that SQL text uses for a function of another name. */
const SYNONYMS: Readonly<Record<string, string>> = {
  mean: 'avg',
  pow: 'power',
  ucase: 'upper',
  lcase: 'lower',
  char_length: 'length',
  character_length: 'length',
  len: 'length',
  substr: 'substring',
  ceiling: 'ceil',
  sign: 'signum',
  day: 'dayofmonth',
  ifnull: 'nvl',
  std: 'stddev',
  stddev_samp: 'stddev',
  var_samp: 'variance',
  first_value: 'first',
  last_value: 'last',
  array_agg: 'collect_list',
  every: 'bool_and',
  some: 'bool_or',
  any: 'bool_or',
  string_agg: 'listagg',
  approx_percentile: 'percentile_approx',
  reduce: 'aggregate',
  cardinality: 'size',
  date_diff: 'datediff',
  regexp_like: 'rlike',
  regexp: 'rlike',
  '==': '=',
  '<>': '!=',
  mod: '%',
};

/** Every function of Kindling by Spark's name. */
export const functionTable: FunctionTable = buildTable();

function buildTable(): FunctionTable {
  const table = new Map<string, FunctionSpec>();
  const rooms = [aggregate, arrayEdit, arrayOrder, arraySearch, arraySet, bitmap, collect, collection, conditional, datetime, higherOrder, higherOrderMap, map, math, operators, percentile, pick, ranking, sequence, statistics, string];
  for (const value of rooms.flatMap((room) => Object.values(room as Record<string, unknown>))) {
    if (isSpec(value)) table.set(value.name, value);
    else if (typeof value === 'function' && 'spec' in value && isSpec(value.spec)) table.set(value.spec.name, value.spec);
    else if (Array.isArray(value)) for (const each of value) if (isSpec(each)) table.set(each.name, each);
  }
  for (const [synonym, name] of Object.entries(SYNONYMS)) table.set(synonym, table.get(name)!);
  return table;
}

function isSpec(value: unknown): value is FunctionSpec {
  return typeof value === 'object' && value !== null && 'bind' in value && 'sql' in value;
}
