import type { FunctionSpec, FunctionTable } from '#lib/plan/function-spec.js';
import * as families from './families.js';

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
  dateadd: 'date_add',
  chr: 'char',
  printf: 'format_string',
  session_user: 'current_user',
  user: 'current_user',
  random: 'rand',
  current_schema: 'current_database',
  equal_null: '<=>',
  getbit: 'bit_get',
  sha: 'sha1',
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
  for (const value of Object.values(families).flatMap((family) => Object.values<unknown>(family))) {
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
