import { AnalysisError } from '#lib/errors.js';
import { boundedDecimal, commonType, decimalOf, isIntegral, isNumeric } from '#lib/plan/common-type.js';
import { castTo } from '#lib/plan/cast-to.js';
import type { Expression } from '#lib/plan/expression.js';
import type { FunctionSpec } from '#lib/plan/function-spec.js';
import { showExpression } from '#lib/plan/show-expression.js';
import { nullableOf, typeOf } from '#lib/plan/type-of.js';
import * as t from '#lib/types/data-type.js';
import type { DataType, DecimalType } from '#lib/types/data-type.js';
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
const isDate = (type: DataType): boolean => type.kind === 'date';
const isInterval = (type: DataType): boolean => type.kind === 'day_time_interval' || type.kind === 'year_month_interval';

/** Spark's result types of decimal arithmetic. */
const DECIMAL: Readonly<Record<string, (a: DecimalType, b: DecimalType) => DataType>> = {
  '+': (a, b) => {
    const s = Math.max(a.scale, b.scale);
    return boundedDecimal(Math.max(a.precision - a.scale, b.precision - b.scale) + s + 1, s);
  },
  '-': (a, b) => {
    const s = Math.max(a.scale, b.scale);
    return boundedDecimal(Math.max(a.precision - a.scale, b.precision - b.scale) + s + 1, s);
  },
  '*': (a, b) => boundedDecimal(a.precision + b.precision + 1, a.scale + b.scale),
  '/': (a, b) => {
    const s = Math.max(6, a.scale + b.precision + 1);
    return boundedDecimal(a.precision - a.scale + b.scale + s, s);
  },
  '%': (a, b) => {
    const s = Math.max(a.scale, b.scale);
    return boundedDecimal(Math.min(a.precision - a.scale, b.precision - b.scale) + s, s);
  },
};

/** The decimal that an operand of decimal arithmetic becomes: a whole literal takes only the digits that it has. */
function decimalOperand(e: Expression): DecimalType {
  if (e.kind !== 'literal' || e.value === null || !isIntegral(e.type)) return decimalOf(typeOf(e));
  return t.decimal(String(e.value as number).replace('-', '').length, 0);
}

/** An arithmetic operator: strings are numbers, integers and decimals keep Spark's result types, dates take days. */
function arithmetic(op: string, sql: Row['duckdb']): FunctionSpec {
  const table = spec(op, 'scalar', { args: ['any', 'any'], returns: t.double, duckdb: sql! });
  const numeric = spec(op, 'scalar', { args: ['number', 'number'], returns: t.double });
  return Object.freeze({
    ...table,
    bind(args, call) {
      const [a, b] = args;
      if (a !== undefined && b !== undefined && isDate(typeOf(a)) && (isIntegral(typeOf(b)) || isDate(typeOf(b)))) {
        return {
          args: isIntegral(typeOf(b)) ? [a, castTo(b, t.integer)] : args,
          type: isDate(typeOf(b)) ? t.integer : t.date,
          nullable: nullableOf(a) || nullableOf(b),
        };
      }
      if (a !== undefined && b !== undefined && isInterval(typeOf(b)))
        return { args, type: typeOf(a), nullable: nullableOf(a) || nullableOf(b) };
      const bound = numeric.bind(args, call);
      const [x, y] = bound.args.map(typeOf) as [DataType, DataType];
      if (
        (x.kind === 'decimal' || y.kind === 'decimal') &&
        x.kind !== 'double' &&
        y.kind !== 'double' &&
        x.kind !== 'float' &&
        y.kind !== 'float'
      ) {
        return {
          ...bound,
          args: bound.args.map((e) => castTo(e, decimalOperand(e))),
          type: DECIMAL[op]!(...(bound.args.map(decimalOperand) as [DecimalType, DecimalType])),
        };
      }
      const common = op === '/' ? t.double : commonType(x, y)!;
      return { ...bound, args: bound.args.map((e) => castTo(e, common)), type: common };
    },
  } satisfies FunctionSpec);
}

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

const divideByZero = raise('DIVIDE_BY_ZERO', 'Division by zero. Use try_divide to get null instead.');
const remainderByZero = raise('REMAINDER_BY_ZERO', 'Remainder by zero. Use try_mod to get null instead.');

const common = (name: string, op: string): FunctionSpec =>
  spec(name, 'scalar', { args: ['common'], min: 2, max: 2, returns: t.boolean, duckdb: infix(op) });
const logical = (name: string): FunctionSpec =>
  spec(name, 'scalar', { args: [t.boolean], min: 2, max: Infinity, returns: t.boolean, duckdb: infix(name.toUpperCase()) });
const sameNumber = (types: readonly DataType[]): DataType => types[0]!;

export const operators: readonly FunctionSpec[] = [
  arithmetic('+', infix('+')),
  arithmetic('-', infix('-')),
  arithmetic('*', infix('*')),
  arithmetic('/', ([a, b]) => `(${a!} / CASE WHEN ${b!} = 0 THEN ${divideByZero} ELSE ${b!} END)`),
  arithmetic('%', ([a, b]) => `(${a!} % CASE WHEN ${b!} = 0 THEN ${remainderByZero} ELSE ${b!} END)`),
  bitwise('&', 2, infix('&')),
  bitwise('|', 2, infix('|')),
  bitwise('^', 2, 'xor'),
  bitwise('~', 1, ([a]) => `(~${a!})`),
  spec('div', 'scalar', {
    args: [t.long, t.long],
    returns: t.long,
    duckdb: ([a, b]) => `(${a!} // CASE WHEN ${b!} = 0 THEN ${divideByZero} ELSE ${b!} END)`,
  }),
  spec('try_divide', 'scalar', {
    args: [t.double, t.double],
    returns: t.double,
    nullable: true,
    duckdb: ([a, b]) => `(${a!} / nullif(${b!}, 0))`,
  }),
  spec('negative', 'scalar', { args: ['number'], returns: sameNumber, duckdb: ([a]) => `(-${a!})` }),
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

/** Whether a type can be an operand of arithmetic without a cast. */
export const isArithmetic = (type: DataType): boolean => isNumeric(type) || isDate(type);
