import { AnalysisError } from '#lib/errors.js';
import type { Expression } from '#lib/plan/expression.js';
import type { SqlContext } from './context.js';
import { QueryParser } from './query-parser.js';
import { TokenStream } from './token-stream.js';

/** Names nothing but columns and functions. */
const ALONE: SqlContext = {
  table: (parts) => {
    throw new AnalysisError('TABLE_OR_VIEW_NOT_FOUND', `No table '${parts.join('.')}' is known where an expression stands alone`, {
      sqlState: '42P01',
    });
  },
  userCall: () => undefined,
  parameter: () => undefined,
};

/** The expression that SQL text says, with its alias if it has one: `age + 1 AS next`. */
export function parseExpression(text: string, context: Pick<SqlContext, 'userCall'> = ALONE): Expression {
  const tokens = new TokenStream(text);
  const e = new QueryParser(tokens, { ...ALONE, userCall: (name, args) => context.userCall(name, args) }).expressions.named();
  tokens.end();
  return e;
}
