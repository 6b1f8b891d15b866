import type { Expression } from '#lib/plan/expression.js';
import type { ExpressionParser } from './expression-parser.js';
import { bool, call, text } from './node.js';

const WORDS = ['IN', 'LIKE', 'ILIKE', 'RLIKE', 'REGEXP', 'BETWEEN'];

/** The predicate that follows a value (`IN …`, `IS NULL`, `NOT LIKE …`), or undefined where none does. */
export function readPredicate(parser: ExpressionParser, left: Expression): Expression | undefined {
  const { tokens } = parser;
  if (tokens.word('IS')) return readIs(parser, left);
  const negated = tokens.isWord('NOT') && WORDS.includes(tokens.peek(1).text.toUpperCase()) && tokens.word('NOT');
  const predicate = readTest(parser, left);
  return negated && predicate !== undefined ? call('not', predicate) : predicate;
}

function readTest(parser: ExpressionParser, left: Expression): Expression | undefined {
  const { tokens } = parser;
  if (tokens.word('IN')) return readIn(parser, left);
  if (tokens.word('BETWEEN')) {
    const lower = parser.value();
    tokens.expectWord('AND');
    return call('and', call('>=', left, lower), call('<=', left, parser.value()));
  }
  if (tokens.word('LIKE')) return readLike(parser, 'like', left);
  if (tokens.word('ILIKE')) return readLike(parser, 'ilike', left);
  return tokens.word('RLIKE') || tokens.word('REGEXP') ? call('rlike', left, parser.value()) : undefined;
}

function readIn(parser: ExpressionParser, left: Expression): Expression {
  const { tokens } = parser;
  tokens.expectSign('(');
  if (tokens.isWord('SELECT', 'WITH')) {
    const args = left.kind === 'call' && left.fn === 'struct' ? left.args : [left];
    return Object.freeze({ kind: 'subquery', how: 'in', plan: parser.subquery(), args, outer: [] });
  }
  const values = parser.list();
  tokens.expectSign(')');
  return call('in', left, ...values);
}

/** `LIKE pattern [ESCAPE c]`, `LIKE ANY | SOME | ALL (…)`. */
function readLike(parser: ExpressionParser, fn: 'like' | 'ilike', left: Expression): Expression {
  const { tokens } = parser;
  const some = tokens.word('ANY') || tokens.word('SOME');
  if (some || tokens.word('ALL')) {
    tokens.expectSign('(');
    const patterns = parser.list().map((pattern) => call(fn, left, pattern));
    tokens.expectSign(')');
    return patterns.reduce((a, b) => call(some ? 'or' : 'and', a, b));
  }
  const pattern = parser.value();
  if (!tokens.word('ESCAPE')) return call(fn, left, pattern);
  const escape = tokens.peek();
  if (escape.kind !== 'string' || [...escape.text].length !== 1) tokens.fail('ESCAPE must be followed by one character in quotes');
  tokens.take();
  return call(fn, left, pattern, text(escape.text));
}

function readIs(parser: ExpressionParser, left: Expression): Expression {
  const { tokens } = parser;
  const negated = tokens.word('NOT');
  const not = (e: Expression): Expression => (negated ? call('not', e) : e);
  if (tokens.word('NULL') || tokens.word('UNKNOWN')) return call(negated ? 'isnotnull' : 'isnull', left);
  if (tokens.word('TRUE')) return not(call('<=>', left, bool(true)));
  if (tokens.word('FALSE')) return not(call('<=>', left, bool(false)));
  if (tokens.word('DISTINCT', 'FROM')) return negated ? call('<=>', left, parser.value()) : call('not', call('<=>', left, parser.value()));
  return tokens.fail('IS must be followed by NULL, TRUE, FALSE, UNKNOWN or DISTINCT FROM');
}
