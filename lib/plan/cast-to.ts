import { AnalysisError } from '#lib/errors.js';
import { sameType } from '#lib/types/data-type.js';
import type { DataType } from '#lib/types/data-type.js';
import { typeName } from '#lib/types/type-name.js';
import { isNumeric } from './common-type.js';
import type { Expression } from './expression.js';
import { showExpression } from './show-expression.js';
import { typeOf } from './type-of.js';

/** The expression as `type`, by a cast that the user did not write; unchanged where it is that already. NULL is just a null of that type. */
export function castTo(e: Expression, type: DataType): Expression {
  if (e.kind === 'literal' && e.type.kind === 'null' && type.kind !== 'null') return Object.freeze({ ...e, type });
  return sameType(typeOf(e), type) ? e : Object.freeze({ kind: 'cast', child: e, type, implicit: true });
}

/** As `castTo`, for a cast that the user did not write: only those that Spark adds by itself under ANSI. */
export function implicitCast(e: Expression, type: DataType, fn: string, position: number): Expression {
  const from = typeOf(e);
  if (!castsSilently(from, type)) {
    throw new AnalysisError(
      'DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE',
      `Argument ${position + 1} of '${fn}' must be ${typeName(type)}; got ${showExpression(e)}, which is ${typeName(from)}. Cast it: .cast('${typeName(type)}').`,
      { sqlState: '42K09' },
    );
  }
  return castTo(e, type);
}

function castsSilently(from: DataType, to: DataType): boolean {
  if (sameType(from, to) || from.kind === 'null') return true;
  if (from.kind === 'variant' || to.kind === 'variant') return false;
  if (from.kind === 'string') return to.kind !== 'array' && to.kind !== 'map' && to.kind !== 'struct' && to.kind !== 'vector';
  if (to.kind === 'string') return !['array', 'map', 'struct', 'vector'].includes(from.kind);
  if (isNumeric(from) && isNumeric(to)) return true;
  return ['date', 'timestamp', 'timestamp_ntz'].includes(from.kind) && ['timestamp', 'timestamp_ntz', 'date'].includes(to.kind);
}
