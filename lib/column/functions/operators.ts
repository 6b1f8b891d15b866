import { AnalysisError } from '#lib/errors.js';
import { isIntegral } from '#lib/plan/common-type.js';
import type { FunctionSpec } from '#lib/plan/function-spec.js';
import { showExpression } from '#lib/plan/show-expression.js';
import { typeOf } from '#lib/plan/type-of.js';
import * as t from '#lib/types/data-type.js';
import type { DataType } from '#lib/types/data-type.js';
import { typeName } from '#lib/types/type-name.js';
import { spec, type Row } from './define.js';
import { descriptive } from './descriptive.js';
import { structFields } from './struct-fields.js';

/** DuckDB text that fails with a condition of Spark's; the engine reads the condition back from the message. */
export const raise = (condition: string, message: string): string => `error('[${condition}] ${message.replaceAll("'", "''")}')`;

const infix =
  (op: string) =>
  (args: readonly string[]): string =>
    `(${args.join(` ${op} `)})`;
/** An operator on the bits of integers, in the widest type of its operands. */
function bitwise(op: string, operands: number, sql: Row['duckdb']): FunctionSpec {
  const table = spec(op, 'scalar', { args: ['common'], min: operands, max: operands, returns: (types) => types[0]!, duckdb: sql! });
  return Object.freeze({
    ...table,
    bind(args, call) {
      const bound = table.bind(args, call);
      const odd = args.find((e) => !isIntegral(typeOf(e)) && typeOf(e).kind !== 'null');
      if (odd === undefined) return bound;
      throw new AnalysisError(
        'DATATYPE_MISMATCH.BINARY_OP_WRONG_TYPE',
        `The operands of '${op}' must be whole numbers; got ${showExpression(odd)}, which is ${typeName(typeOf(odd))}`,
        { sqlState: '42K09' },
      );
    },
  } satisfies FunctionSpec);
}

const common = (name: string, op: string): FunctionSpec =>
  spec(name, 'scalar', { args: ['common'], min: 2, max: 2, returns: t.boolean, duckdb: infix(op) });
const logical = (name: string): FunctionSpec =>
  spec(name, 'scalar', { args: [t.boolean], min: 2, max: Infinity, returns: t.boolean, duckdb: infix(name.toUpperCase()) });

export const operators: readonly FunctionSpec[] = [
  bitwise('&', 2, infix('&')),
  bitwise('|', 2, infix('|')),
  bitwise('^', 2, 'xor'),
  bitwise('~', 1, ([a]) => `(~${a!})`),
  common('=', '='),
  common('!=', '<>'),
  common('<', '<'),
  common('<=', '<='),
  common('>', '>'),
  common('>=', '>='),
  spec('<=>', 'scalar', { args: ['common'], min: 2, max: 2, returns: t.boolean, nullable: false, duckdb: infix('IS NOT DISTINCT FROM') }),
  logical('and'),
  logical('or'),
  spec('not', 'scalar', { args: [t.boolean], returns: t.boolean, duckdb: ([a]) => `(NOT ${a!})` }),
  spec('in', 'scalar', {
    args: ['common'],
    min: 1,
    max: Infinity,
    returns: t.boolean,
    duckdb: ([a, ...list]) => (list.length === 0 ? `(${a!} IS NULL AND NULL)` : `(${a!} IN (${list.join(', ')}))`),
  }),
  spec('getitem', 'scalar', { args: ['any', 'any'], returns: itemType, nullable: true, duckdb: getItem }),
  ...structFields,
  ...descriptive,
];

function itemType(types: readonly DataType[]): DataType {
  const [container] = types;
  if (container?.kind === 'array') return container.element;
  return container?.kind === 'map' ? container.value : t.nullType;
}

/** `arr[i]` counts from 0 and fails outside the array under ANSI; a map gives null for a key that it lacks. */
function getItem(args: readonly string[], call: { args: readonly import('#lib/plan/expression.js').Expression[] }): string {
  const [container, key] = args as [string, string];
  if (typeOf(call.args[0]!).kind === 'map') return `${container}[${key}]`;
  const outside = raise('INVALID_ARRAY_INDEX', 'The index is out of bounds of the array. Use get() to get null instead.');
  return `CASE WHEN ${container} IS NULL OR ${key} IS NULL THEN NULL WHEN ${key} < 0 OR ${key} >= len(${container}) THEN ${outside} ELSE ${container}[${key} + 1] END`;
}
