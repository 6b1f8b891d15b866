import type { Expression } from '#lib/plan/expression.js';
import * as t from '#lib/types/data-type.js';
import type { ExpressionParser } from './expression-parser.js';
import { intervalOf, intervalRange, intervalText, intervalUnit } from './interval-literal.js';
import { numberLiteral } from './literal.js';
import { bool, call, literal, text } from './node.js';
import { LITERAL_TYPES, typedLiteral } from './typed-literal.js';

/** Functions that are called without brackets. */
const BARE = ['CURRENT_DATE', 'CURRENT_TIMESTAMP', 'CURRENT_TIME', 'CURRENT_USER', 'USER', 'SESSION_USER', 'LOCALTIMESTAMP', 'LOCALTIME'];

/** The number, string or parameter that comes next; strings side by side are one. */
export function readValue(parser: ExpressionParser, negative = false): Expression {
  const { tokens } = parser;
  const token = tokens.take();
  if (token.kind === 'number') return numberLiteral(token.text, negative) ?? tokens.fail('the number does not fit its type', token);
  if (token.kind === 'parameter') {
    const place = token.text.startsWith('?') ? Number(token.text.slice(1)) : undefined;
    const name = place === undefined ? `:${token.text}` : '?';
    const way = place === undefined ? `spark.sql(text, { ${token.text}: … })` : 'spark.sql(text, [ … ])';
    return (
      parser.context.parameter(place ?? token.text) ??
      tokens.fail(`the parameter '${name}' has no value: pass it as ${way}`, token, 'UNBOUND_SQL_PARAMETER', '42P02')
    );
  }
  let joined = token.text;
  while (tokens.peek().kind === 'string') joined += tokens.take().text;
  return text(joined);
}

/** An expression that begins with a word of its own: a constant, CASE, a literal with its type; undefined where the word is a name. */
export function readPrimaryWord(parser: ExpressionParser): Expression | undefined {
  const { tokens } = parser;
  const next = tokens.peek(1);
  if (next.kind === 'sign' && (next.text === '(' || next.text === '.') && !tokens.isWord('CASE')) return undefined;
  if (tokens.word('NULL')) return literal(t.nullType, null);
  if (tokens.word('TRUE')) return bool(true);
  if (tokens.word('FALSE')) return bool(false);
  if (tokens.isWord('CASE')) return readCase(parser);
  if (tokens.isWord(...BARE)) return call(tokens.take().text.toLowerCase());
  if (tokens.isWord('INTERVAL') && (next.kind === 'string' || next.kind === 'number' || ['-', '+'].includes(next.text)))
    return readInterval(parser);
  if (next.kind !== 'string' || !tokens.isWord(...LITERAL_TYPES)) return undefined;
  const kind = tokens.take().text.toUpperCase();
  const value = tokens.take();
  const type = kind === 'X' ? 'hexadecimal' : kind.toLowerCase();
  return typedLiteral(kind, value.text) ?? tokens.fail(`'${value.text}' is not a ${type} literal`, value, 'INVALID_TYPED_LITERAL', '42604');
}

function readCase(parser: ExpressionParser): Expression {
  const { tokens } = parser;
  tokens.expectWord('CASE');
  const subject = tokens.isWord('WHEN') ? undefined : parser.expression();
  const branches: { when: Expression; then: Expression }[] = [];
  while (tokens.word('WHEN')) {
    const when = parser.expression();
    tokens.expectWord('THEN');
    branches.push({ when: subject === undefined ? when : call('=', subject, when), then: parser.expression() });
  }
  if (branches.length === 0) tokens.fail('CASE must have a WHEN');
  const otherwise = tokens.word('ELSE') ? parser.expression() : undefined;
  tokens.expectWord('END');
  return Object.freeze({ kind: 'case', branches, ...(otherwise && { otherwise }) });
}

/** `INTERVAL '1-2' YEAR TO MONTH`, `INTERVAL 3 DAYS 2 HOURS`, `INTERVAL '1 day'`. */
function readInterval(parser: ExpressionParser): Expression {
  const { tokens } = parser;
  const start = tokens.take();
  const parts: { amount: string; unit: string }[] = [];
  const refuse = (): never =>
    tokens.fail('the interval must be amounts with units of one kind, years and months or weeks to microseconds', start);
  for (;;) {
    const position = tokens.position;
    const sign = tokens.sign('-') ? '-' : (tokens.sign('+'), '');
    const amount = tokens.peek();
    if (amount.kind !== 'string' && amount.kind !== 'number') {
      tokens.back(position);
      break;
    }
    const unit = intervalUnit(tokens.peek(1).text);
    if (unit === undefined && (parts.length > 0 || amount.kind === 'number')) {
      tokens.back(position);
      break;
    }
    tokens.take();
    if (unit === undefined) return intervalText(`${sign}${amount.text}`) ?? refuse();
    tokens.take();
    const signed = sign === '-' ? negated(amount.text) : amount.text;
    const to = parts.length === 0 && tokens.isWord('TO') ? intervalUnit(tokens.peek(1).text) : undefined;
    if (to !== undefined) {
      tokens.take();
      tokens.take();
      return intervalRange(signed, unit, to) ?? refuse();
    }
    parts.push({ amount: signed, unit });
  }
  return parts.length === 0 ? refuse() : (intervalOf(parts) ?? refuse());
}

const negated = (amount: string): string => (amount.trim().startsWith('-') ? amount.trim().slice(1) : `-${amount.trim()}`);
