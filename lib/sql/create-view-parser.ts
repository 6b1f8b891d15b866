import type * as plan from '#lib/plan/relation.js';
import { relation } from '#lib/plan/relation.js';
import type { QueryParser } from './query-parser.js';
import type { FileSource, Statement } from './statement.js';
import type { TokenStream } from './token-stream.js';

/** `CREATE [OR REPLACE] [GLOBAL] TEMP VIEW v …`; undefined, with nothing read, where something else is created. */
export function readCreateView(parser: QueryParser): Statement | undefined {
  const { tokens } = parser;
  const start = tokens.position;
  tokens.take();
  const replace = tokens.word('OR', 'REPLACE');
  const global = tokens.word('GLOBAL');
  if (!tokens.word('TEMP', 'VIEW') && !tokens.word('TEMPORARY', 'VIEW')) {
    tokens.back(start);
    return undefined;
  }
  tokens.word('IF', 'NOT', 'EXISTS');
  const own = tokens.name('a view name');
  const name = global ? `global_temp.${own}` : own;
  const from = tokens.peek();
  const columns = tokens.isSign('(') ? readColumns(tokens) : undefined;
  const end = tokens.peek(-1);
  if (tokens.word('USING')) {
    const schema = columns === undefined ? undefined : tokens.text.slice(from.to, end.at);
    return { kind: 'create-view-using', name, replace, source: readSource(tokens, schema) };
  }
  if (tokens.word('COMMENT')) tokens.take();
  tokens.expectWord('AS');
  const child = parser.query();
  return {
    kind: 'create-view',
    name,
    replace,
    node: columns === undefined ? child : relation<plan.AliasRelation>({ kind: 'alias', child, name: own, columns }),
  };
}

/** `(a, b COMMENT 'of b')` or `(a INT, b STRING)`: the names. */
function readColumns(tokens: TokenStream): string[] {
  tokens.expectSign('(');
  const names: string[] = [];
  do {
    names.push(tokens.name('a column'));
    for (let depth = 0; depth > 0 || (!tokens.isSign(',') && !tokens.isSign(')')); ) {
      const token = tokens.take();
      if (token.kind === 'end') tokens.fail("expected ')'");
      if (token.kind === 'sign') for (const sign of token.text) depth += '(<'.includes(sign) ? 1 : ')>'.includes(sign) ? -1 : 0;
    }
  } while (tokens.sign(','));
  tokens.expectSign(')');
  return names;
}

function readSource(tokens: TokenStream, schema: string | undefined): FileSource {
  const format = tokens.dotted('a format').join('.');
  const options: Record<string, string> = {};
  if (tokens.word('OPTIONS')) {
    tokens.expectSign('(');
    do {
      const key = tokens.peek().kind === 'string' ? tokens.take().text : tokens.dotted('an option').join('.');
      tokens.sign('=');
      const sign = tokens.sign('-') ? '-' : '';
      options[key] = sign + tokens.take().text;
    } while (tokens.sign(','));
    tokens.expectSign(')');
  }
  return { format, options, schema };
}
