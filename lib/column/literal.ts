import { AnalysisError } from '#lib/errors.js';
import type { Expression, Literal, LiteralValue } from '#lib/plan/expression.js';
import * as t from '#lib/types/data-type.js';
import type { DataType } from '#lib/types/data-type.js';

/** The literal of a JavaScript value: whole numbers are int or bigint by size, others double; Dates are timestamps. */
export function literalOf(value: unknown): Expression {
  const [type, stored] = typed(value);
  return Object.freeze({ kind: 'literal', type, value: stored } satisfies Literal);
}

function typed(value: unknown): [DataType, LiteralValue] {
  if (value === null || value === undefined) return [t.nullType, null];
  switch (typeof value) {
    case 'string':
      return [t.string, value];
    case 'boolean':
      return [t.boolean, value];
    case 'bigint':
      return [t.long, value];
    case 'number':
      return numberLiteral(value);
  }
  if (value instanceof Date) return [t.timestamp, BigInt(value.getTime()) * 1000n];
  if (value instanceof Uint8Array) return [t.binary, value];
  if (Array.isArray(value)) {
    const items = value.map(typed);
    const first = items.find(([type]) => type.kind !== 'null')?.[0] ?? t.nullType;
    const element = items.some(([type]) => type.kind === 'double')
      ? t.double
      : items.some(([type]) => type.kind === 'long')
        ? t.long
        : first;
    return [
      t.array(
        element,
        items.some(([, v]) => v === null),
      ),
      items.map(([, v]) => (element.kind === 'long' && typeof v === 'number' ? BigInt(v) : v)),
    ];
  }
  throw new AnalysisError(
    'UNSUPPORTED_FEATURE.LITERAL_TYPE',
    `A literal must be null, a boolean, number, bigint, string, Date, Uint8Array or an array of those; got ${Object.prototype.toString.call(value)}. Put larger values into a DataFrame or capture them in a udf.`,
    { sqlState: '0A000' },
  );
}

function numberLiteral(value: number): [DataType, LiteralValue] {
  if (!Number.isInteger(value) || Object.is(value, -0)) return [t.double, value];
  if (value >= -2147483648 && value <= 2147483647) return [t.integer, value];
  return Number.isSafeInteger(value) ? [t.long, BigInt(value)] : [t.double, value];
}
