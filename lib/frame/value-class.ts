import { AnalysisError } from '#lib/errors.js';
import { isNumeric } from '#lib/plan/common-type.js';
import { showValue } from '#lib/show-value.js';
import type { DataType } from '#lib/types/data-type.js';

/** What kinds of columns a constant is for. */
export type ValueClass = 'number' | 'boolean' | 'string';

export function valueClass(value: unknown, verb: string): ValueClass {
  if (typeof value === 'number' || typeof value === 'bigint') return 'number';
  if (typeof value === 'boolean' || typeof value === 'string') return typeof value as ValueClass;
  throw new AnalysisError(
    'NOT_BOOL_OR_FLOAT_OR_INT_OR_STR',
    `A value of ${verb} must be a number, bigint, boolean or string; got ${showValue(value)}`,
  );
}

export function isOfClass(type: DataType, kind: ValueClass): boolean {
  return kind === 'number' ? isNumeric(type) : type.kind === kind;
}
