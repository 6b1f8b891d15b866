import type { Expression } from '#lib/plan/expression.js';
import type { ExpressionParser } from './expression-parser.js';
import { intervalUnit } from './interval-literal.js';
import { call, text } from './node.js';
import { readType } from './type-text.js';

/** Reads the arguments of a call and its closing bracket; undefined, with nothing read, where the call is an ordinary one. */
type Special = (parser: ExpressionParser) => Expression | undefined;

/** Calls whose arguments have a grammar of their own, by name. */
export const SPECIAL: Readonly<Record<string, Special>> = {
  cast: (parser) => readCast(parser, false),
  try_cast: (parser) => readCast(parser, true),
  extract: readExtract,
  position: (parser) => infix(parser, 'IN', (a, b) => call('position', a, b)),
  substring: (parser) => readSubstring(parser, 'substring'),
  substr: (parser) => readSubstring(parser, 'substr'),
  trim: readTrim,
  overlay: readOverlay,
  timestampadd: (parser) => withUnit(parser, 'timestampadd'),
  dateadd: (parser) => withUnit(parser, 'timestampadd'),
  date_add: (parser) => withUnit(parser, 'timestampadd'),
  timestampdiff: (parser) => withUnit(parser, 'timestampdiff'),
  datediff: (parser) => withUnit(parser, 'timestampdiff'),
  date_diff: (parser) => withUnit(parser, 'timestampdiff'),
};

function readCast(parser: ExpressionParser, trying: boolean): Expression {
  const { tokens } = parser;
  const child = parser.expression();
  tokens.expectWord('AS');
  const type = readType(tokens);
  tokens.expectSign(')');
  return Object.freeze({ kind: 'cast', child, type, ...(trying && { try: true }) });
}

/** `EXTRACT(YEAR FROM d)`. */
function readExtract(parser: ExpressionParser): Expression | undefined {
  const { tokens } = parser;
  if (!(tokens.peek().kind === 'word' && tokens.peek(1).kind === 'word' && tokens.peek(1).text.toUpperCase() === 'FROM')) return undefined;
  const field = tokens.take().text;
  tokens.take();
  return ended(parser, call('extract', text(field), parser.expression()));
}

/** `POSITION('a' IN s)`: two values with a word between. */
function infix(parser: ExpressionParser, word: string, build: (a: Expression, b: Expression) => Expression): Expression | undefined {
  const { tokens } = parser;
  const start = tokens.position;
  const a = parser.value();
  if (!tokens.word(word)) {
    tokens.back(start);
    return undefined;
  }
  return ended(parser, build(a, parser.value()));
}

/** `SUBSTRING(s FROM 2 FOR 3)`. */
function readSubstring(parser: ExpressionParser, fn: string): Expression | undefined {
  const { tokens } = parser;
  const start = tokens.position;
  const source = parser.value();
  if (!tokens.word('FROM')) {
    tokens.back(start);
    return undefined;
  }
  const args = [source, parser.value()];
  if (tokens.word('FOR')) args.push(parser.value());
  return ended(parser, call(fn, ...args));
}

/** `TRIM(LEADING 'x' FROM s)`, `TRIM('x' FROM s)`, `TRIM(BOTH FROM s)`. */
function readTrim(parser: ExpressionParser): Expression | undefined {
  const { tokens } = parser;
  const start = tokens.position;
  const side =
    tokens.isSign(',', 1) || tokens.isSign(')', 1) ? undefined : ['LEADING', 'TRAILING', 'BOTH'].find((word) => tokens.word(word));
  const chars = tokens.isWord('FROM') ? undefined : parser.value();
  if (!tokens.word('FROM')) {
    tokens.back(start);
    return undefined;
  }
  const source = parser.value();
  if (side === 'LEADING') return ended(parser, call('ltrim', ...(chars === undefined ? [source] : [chars, source])));
  if (side === 'TRAILING') return ended(parser, call('rtrim', ...(chars === undefined ? [source] : [chars, source])));
  return ended(parser, chars === undefined ? call('trim', source) : call('btrim', source, chars));
}

/** `OVERLAY(s PLACING 'x' FROM 2 FOR 3)`. */
function readOverlay(parser: ExpressionParser): Expression | undefined {
  const { tokens } = parser;
  const start = tokens.position;
  const args = [parser.value()];
  if (!tokens.word('PLACING')) {
    tokens.back(start);
    return undefined;
  }
  args.push(parser.value());
  tokens.expectWord('FROM');
  args.push(parser.value());
  if (tokens.word('FOR')) args.push(parser.value());
  return ended(parser, call('overlay', ...args));
}

const UNITS = new Set(['dayofyear', 'quarter']);

/** `timestampadd(HOUR, 8, t)`: three arguments of which the first is the word of a unit. */
function withUnit(parser: ExpressionParser, fn: string): Expression | undefined {
  const { tokens } = parser;
  const start = tokens.position;
  const word = tokens.peek();
  if (word.kind !== 'word' || !tokens.isSign(',', 1) || !(UNITS.has(word.text.toLowerCase()) || intervalUnit(word.text) !== undefined))
    return undefined;
  tokens.take();
  tokens.take();
  const args = parser.list();
  if (args.length === 2) return ended(parser, call(fn, text(word.text.toUpperCase()), ...args));
  tokens.back(start);
  return undefined;
}

function ended(parser: ExpressionParser, e: Expression): Expression {
  parser.tokens.expectSign(')');
  return e;
}
