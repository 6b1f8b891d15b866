import type { Call, Expression, Literal, LiteralValue } from '#lib/plan/expression.js';
import type { DataType } from '#lib/types/data-type.js';
import * as t from '#lib/types/data-type.js';

/** The call of a function by its name, lower case. */
export const call = (fn: string, ...args: Expression[]): Call => Object.freeze({ kind: 'call', fn, args });
export const literal = (type: DataType, value: LiteralValue): Literal => Object.freeze({ kind: 'literal', type, value });
export const bool = (value: boolean): Literal => literal(t.boolean, value);
export const text = (value: string): Literal => literal(t.string, value);
export const column = (...parts: string[]): Expression => Object.freeze({ kind: 'column', parts });
