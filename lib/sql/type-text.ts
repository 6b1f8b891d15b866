import type { DataType } from '#lib/types/data-type.js';
import { parseType } from '#lib/types/ddl.js';
import type { TokenStream } from './token-stream.js';

/** The type that comes next: a word, and the brackets behind it; `interval day to second`. */
export function readType(tokens: TokenStream): DataType {
  const first = tokens.take();
  let to = first.to;
  if (first.text.toLowerCase() === 'interval') {
    to = tokens.take().to;
    if (tokens.word('TO')) to = tokens.take().to;
    return parseType(tokens.text.slice(first.at, to));
  }
  if (first.text.toLowerCase() === 'timestamp') {
    if (tokens.word('WITHOUT', 'TIME', 'ZONE')) return parseType('timestamp_ntz');
    if (tokens.word('WITH', 'LOCAL', 'TIME', 'ZONE')) return parseType('timestamp');
  }
  if (!['<', '('].includes(tokens.peek().text)) return parseType(tokens.text.slice(first.at, to));
  for (let depth = 0; ; ) {
    const token = tokens.take();
    if (token.kind === 'end') tokens.fail('the type does not end');
    if (token.kind === 'sign') for (const sign of token.text) depth += '<('.includes(sign) ? 1 : '>)'.includes(sign) ? -1 : 0;
    to = token.to;
    if (depth <= 0) return parseType(tokens.text.slice(first.at, to));
  }
}
