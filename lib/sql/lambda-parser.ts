import type { Expression } from '#lib/plan/expression.js';
import type { ExpressionParser } from './expression-parser.js';

/** `x -> x + 1`, or `x, i) -> x + i` whose opening bracket is taken; undefined, with nothing read, where no lambda comes next. */
export function readLambda(parser: ExpressionParser, open: boolean): Expression | undefined {
  const { tokens } = parser;
  const isName = (ahead: number): boolean => ['word', 'quoted'].includes(tokens.peek(ahead).kind);
  let last = 0;
  while (open && isName(last) && tokens.isSign(',', last + 1)) last += 2;
  if (!isName(last) || !(open ? tokens.isSign(')', last + 1) && tokens.isSign('->', last + 2) : tokens.isSign('->', 1))) return undefined;
  const params = [tokens.name('a parameter')];
  while (tokens.sign(',')) params.push(tokens.name('a parameter'));
  if (open) tokens.expectSign(')');
  tokens.expectSign('->');
  return Object.freeze({ kind: 'lambda', params, body: parser.expression() });
}
