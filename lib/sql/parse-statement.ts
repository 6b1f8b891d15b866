import type { Relation } from '#lib/plan/relation.js';
import type { SqlContext } from './context.js';
import { QueryParser } from './query-parser.js';
import { TokenStream } from './token-stream.js';

/** What a statement asks for: rows, or a change of the session. */
export type Statement =
  | { readonly kind: 'query'; readonly node: Relation }
  | { readonly kind: 'create-view'; readonly name: string; readonly replace: boolean; readonly node: Relation }
  | { readonly kind: 'drop-view'; readonly name: string; readonly ifExists: boolean }
  | { readonly kind: 'show-tables' }
  | { readonly kind: 'describe'; readonly node: Relation }
  | { readonly kind: 'set'; readonly key: string; readonly value: string | undefined };

/** The statement that SQL text says. */
export function parseStatement(text: string, context: SqlContext): Statement {
  const tokens = new TokenStream(text);
  const queries = new QueryParser(tokens, context);
  const statement = read(tokens, queries, context);
  tokens.sign(';');
  tokens.end();
  return statement;
}

function read(tokens: TokenStream, queries: QueryParser, context: SqlContext): Statement {
  if (tokens.word('CREATE')) {
    const replace = tokens.word('OR', 'REPLACE');
    if (!tokens.word('TEMP')) tokens.expectWord('TEMPORARY');
    tokens.expectWord('VIEW');
    const name = tokens.name('a view name');
    tokens.expectWord('AS');
    return { kind: 'create-view', name, replace, node: queries.query() };
  }
  if (tokens.word('DROP', 'VIEW')) {
    const ifExists = tokens.word('IF', 'EXISTS');
    return { kind: 'drop-view', name: tokens.name('a view name'), ifExists };
  }
  if (tokens.word('SHOW', 'TABLES') || tokens.word('SHOW', 'VIEWS')) return { kind: 'show-tables' };
  if (tokens.word('DESCRIBE') || tokens.word('DESC')) {
    tokens.word('TABLE');
    return { kind: 'describe', node: context.table([tokens.name('a table')]) };
  }
  if (tokens.word('SET')) return readSet(tokens);
  return { kind: 'query', node: queries.query() };
}

function readSet(tokens: TokenStream): Statement {
  let key = tokens.name('a setting');
  while (tokens.sign('.')) key += `.${tokens.name('a setting')}`;
  if (!tokens.sign('=')) return { kind: 'set', key, value: undefined };
  const first = tokens.take();
  let to = first.to;
  while (tokens.peek().kind !== 'end' && tokens.peek().text !== ';') to = tokens.take().to;
  return { kind: 'set', key, value: first.kind === 'string' ? first.text : tokens.text.slice(first.at, to) };
}
