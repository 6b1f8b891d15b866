import type { Call, Expression, SortOrder } from '#lib/plan/expression.js';
import type { ExpressionParser } from './expression-parser.js';
import { orderNamedArguments, type Argument } from './named-arguments.js';
import { SPECIAL } from './special-functions.js';
import type { Token } from './token.js';
import { readOver } from './window-parser.js';

/** The call whose name is taken and whose opening bracket comes next, with FILTER, WITHIN GROUP and OVER behind it. */
export function readFunction(parser: ExpressionParser, written: string, at: Token): Expression {
  const { tokens } = parser;
  tokens.expectSign('(');
  const name = written.toLowerCase();
  if (name === 'identifier') return readIdentifier(parser, at);
  const special = SPECIAL[name]?.(parser);
  if (special !== undefined) return special.kind === 'call' && tokens.isWord('OVER') ? (tokens.take(), readOver(parser, special)) : special;
  const distinct = tokens.word('DISTINCT') || (tokens.isWord('ALL') && !tokens.isSign('.', 1) && tokens.word('ALL'), false);
  const read = readArguments(parser, name);
  const inner = tokens.sign(')') ? undefined : nullsOf(parser);
  if (inner !== undefined) tokens.expectSign(')');
  const args = orderNamedArguments(name, read, tokens, at);
  const user = parser.context.userCall(written, args);
  if (user !== undefined) return user;
  const orderBy = tokens.word('WITHIN', 'GROUP') ? readWithinGroup(parser) : undefined;
  const filter = tokens.word('FILTER') ? readFilter(parser) : undefined;
  const ignoreNulls = inner ?? nullsOf(parser);
  const e: Call = Object.freeze({
    kind: 'call',
    fn: name,
    args,
    ...(distinct && { distinct }),
    ...(orderBy && { orderBy }),
    ...(filter && { filter }),
    ...(ignoreNulls !== undefined && { ignoreNulls }),
  });
  return tokens.word('OVER') ? readOver(parser, e) : e;
}

function readArguments(parser: ExpressionParser, name: string): Argument[] {
  const { tokens } = parser;
  if (tokens.isSign(')')) return [];
  const found: Argument[] = [];
  do {
    const at = tokens.peek();
    if ((at.kind === 'word' || at.kind === 'quoted') && tokens.isSign('=>', 1)) {
      tokens.take();
      tokens.take();
      found.push({ name: at.text, value: parser.expression(), at });
    } else found.push({ value: name === 'struct' ? parser.named() : parser.expression(), at });
  } while (tokens.sign(','));
  if (!tokens.isSign(')') && !tokens.isWord('IGNORE', 'RESPECT')) tokens.expectSign(')');
  return found;
}

/** IGNORE NULLS or RESPECT NULLS: whether nulls are ignored, undefined where neither is said. */
function nullsOf({ tokens }: ExpressionParser): boolean | undefined {
  if (tokens.word('IGNORE', 'NULLS')) return true;
  return tokens.word('RESPECT', 'NULLS') ? false : undefined;
}

function readWithinGroup(parser: ExpressionParser): SortOrder[] {
  const { tokens } = parser;
  tokens.expectSign('(');
  tokens.expectWord('ORDER', 'BY');
  const order = parser.sortOrders();
  tokens.expectSign(')');
  return order;
}

function readFilter(parser: ExpressionParser): Expression {
  const { tokens } = parser;
  tokens.expectSign('(');
  tokens.expectWord('WHERE');
  const condition = parser.expression();
  tokens.expectSign(')');
  return condition;
}

/** `IDENTIFIER('a.b')` names a column, or a function where brackets follow. */
function readIdentifier(parser: ExpressionParser, at: Token): Expression {
  const { tokens } = parser;
  const parts = identifierParts(parser, at);
  return tokens.isSign('(') ? readFunction(parser, parts.at(-1)!, at) : Object.freeze({ kind: 'column', parts });
}

/** The parts of the name that a constant text inside `IDENTIFIER(…)` says; the opening bracket is taken. */
export function identifierParts(parser: ExpressionParser, at: Token): string[] {
  const { tokens } = parser;
  const name = constantText(parser.expression());
  tokens.expectSign(')');
  if (name === undefined || name === '')
    return tokens.fail('IDENTIFIER must have a constant text', at, 'NOT_A_CONSTANT_STRING.NOT_CONSTANT', '42601');
  return [...name.matchAll(/`((?:[^`]|``)+)`|([^.`]+)/g)].map((m) => m[1]?.replaceAll('``', '`') ?? m[2]!.trim());
}

function constantText(e: Expression): string | undefined {
  if (e.kind === 'literal') return typeof e.value === 'string' ? e.value : undefined;
  if (e.kind !== 'call' || e.fn !== 'concat') return undefined;
  const parts = e.args.map(constantText);
  return parts.includes(undefined) ? undefined : parts.join('');
}
