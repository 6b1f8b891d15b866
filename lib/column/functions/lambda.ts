import type { Expression } from '#lib/plan/expression.js';
import { Column, columnExpression } from '../column.js';

let next = 0;

/**
 * A function of columns as a lambda of the plan: it is called once, with a column for each of its parameters, and what it
 * gives is the body.
 */
export function lambda(fn: (...params: Column[]) => Column): Expression {
  const params = Array.from({ length: Math.max(1, fn.length) }, (_, i) => `${'xyz'[i] ?? 'p'}_${next++}`);
  const body = columnExpression(fn(...params.map((name) => new Column({ kind: 'column', parts: [name] }))));
  return Object.freeze({ kind: 'lambda', params, body });
}
