import type { QueryParser } from './query-parser.js';
import type { Statement } from './statement.js';

const ZONE = 'spark.sql.session.timeZone';

/** `SET`, `SET key`, `SET key = value`, `SET TIME ZONE 'x' | LOCAL | INTERVAL …`, whose first word is taken. */
export function readSet(parser: QueryParser): Statement {
  const { tokens } = parser;
  if (tokens.word('TIME', 'ZONE')) return { kind: 'set', key: ZONE, value: readZone(parser) };
  if (tokens.peek().kind === 'end' || tokens.isSign(';')) return { kind: 'set', key: undefined, value: undefined };
  if (tokens.isSign('-')) {
    tokens.take();
    tokens.expectWord('v');
    return { kind: 'set', key: undefined, value: undefined };
  }
  const key = tokens.dotted('a setting').join('.');
  if (!tokens.sign('=')) return { kind: 'set', key, value: undefined };
  const first = tokens.peek();
  if (first.kind === 'string') {
    tokens.take();
    return { kind: 'set', key, value: first.text };
  }
  let to = first.at;
  while (tokens.peek().kind !== 'end' && !tokens.isSign(';')) to = tokens.take().to;
  return { kind: 'set', key, value: tokens.text.slice(first.at, to) };
}

/** `RESET` or `RESET key`. */
export function readReset({ tokens }: QueryParser): Statement {
  const ends = tokens.peek().kind === 'end' || tokens.isSign(';');
  return { kind: 'reset', key: ends ? undefined : tokens.dotted('a setting').join('.') };
}

function readZone(parser: QueryParser): string {
  const { tokens } = parser;
  if (tokens.word('LOCAL')) return Intl.DateTimeFormat().resolvedOptions().timeZone;
  const at = tokens.peek();
  if (at.kind === 'string') return tokens.take().text;
  const e = parser.expressions.expression();
  const micros = e.kind === 'literal' && e.type.kind === 'day_time_interval' ? Number(e.value) : undefined;
  if (micros === undefined || Math.abs(micros) > 18 * 3.6e9)
    return tokens.fail(
      'TIME ZONE must be followed by a zone in quotes, LOCAL, or an interval of at most 18 hours',
      at,
      'INVALID_INTERVAL_FORMAT.TIMEZONE_INTERVAL_OUT_OF_RANGE',
      '22006',
    );
  const minutes = Math.trunc(Math.abs(micros) / 6e7);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${micros < 0 ? '-' : '+'}${two(Math.trunc(minutes / 60))}:${two(minutes % 60)}`;
}
