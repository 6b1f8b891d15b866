import { AnalysisError } from '#lib/errors.js';
import type { Expression } from '#lib/plan/expression.js';
import { showExpression } from '#lib/plan/show-expression.js';

/** The digits of a time's fraction that a constant says, from 0 to 6; whole numbers may be added. */
export function precisionOf(e: Expression): number {
  const value = constantOf(e);
  if (value !== undefined && value >= 0 && value <= 6) return value;
  throw new AnalysisError(
    'UNSUPPORTED_TIME_PRECISION',
    `The precision of a time must be a constant from 0 to 6; got ${showExpression(e)}.`,
    {
      sqlState: '0A001',
    },
  );
}

function constantOf(e: Expression): number | undefined {
  if (e.kind === 'literal' && typeof e.value === 'number') return e.value;
  if (e.kind === 'cast') return constantOf(e.child);
  if (e.kind !== 'call' || e.fn !== '+') return undefined;
  const [a, b] = e.args.map(constantOf);
  return a === undefined || b === undefined ? undefined : a + b;
}
