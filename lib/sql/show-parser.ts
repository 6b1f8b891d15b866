import type { QueryParser } from './query-parser.js';
import type { Statement } from './statement.js';

/** What follows SHOW: TABLES, VIEWS, FUNCTIONS, COLUMNS, SCHEMAS or CATALOGS. */
export function readShow(parser: QueryParser): Statement {
  const { tokens, context } = parser;
  const pattern = (): string | undefined => {
    tokens.word('LIKE');
    return tokens.peek().kind === 'string' ? tokens.take().text : undefined;
  };
  const namespace = (): void => {
    if (tokens.word('FROM') || tokens.word('IN')) tokens.dotted('a schema');
  };
  const which = (['all', 'user', 'system'] as const).find((w) => tokens.word(w.toUpperCase())) ?? 'all';
  if (tokens.word('FUNCTIONS')) {
    namespace();
    return { kind: 'show-functions', which, pattern: pattern() };
  }
  for (const word of ['TABLES', 'VIEWS'])
    if (tokens.word(word)) {
      namespace();
      return { kind: 'show-tables', views: word === 'VIEWS', pattern: pattern() };
    }
  if (tokens.word('COLUMNS')) {
    if (!tokens.word('FROM')) tokens.expectWord('IN');
    return { kind: 'show-columns', node: context.table(tokens.dotted('a table')) };
  }
  for (const word of ['DATABASES', 'SCHEMAS', 'NAMESPACES'])
    if (tokens.word(word)) {
      pattern();
      return { kind: 'show-namespaces', column: 'namespace', value: 'default' };
    }
  if (tokens.word('CATALOGS')) return { kind: 'show-namespaces', column: 'catalog', value: 'spark_catalog' };
  return tokens.fail('SHOW must be followed by TABLES, VIEWS, FUNCTIONS, COLUMNS, SCHEMAS or CATALOGS');
}
