import type { SqlContext } from './context.js';
import { QueryParser } from './query-parser.js';
import { readCreateView } from './create-view-parser.js';
import { readReset, readSet } from './set-parser.js';
import { readShow } from './show-parser.js';
import type { Statement } from './statement.js';
import { TokenStream } from './token-stream.js';

/** Words that begin statements which need a catalog of tables. */
const CATALOG: ReadonlySet<string> = new Set(
  'CREATE DROP ALTER INSERT UPDATE DELETE MERGE TRUNCATE LOAD ANALYZE REFRESH MSCK REPAIR GRANT REVOKE COMMENT'.split(' '),
);
const READERS: Readonly<Record<string, (parser: QueryParser) => Statement>> = {
  SHOW: readShow,
  DESCRIBE: readDescribe,
  DESC: readDescribe,
  CACHE: readCache,
  UNCACHE: readUncache,
  CLEAR: readClear,
  EXPLAIN: readExplain,
  SET: readSet,
  RESET: readReset,
  USE: readUse,
};

/** The statement that SQL text says. */
export function parseStatement(text: string, context: SqlContext): Statement {
  const tokens = new TokenStream(text);
  const statement = read(new QueryParser(tokens, context));
  while (tokens.sign(';'));
  tokens.end();
  return statement;
}

function read(parser: QueryParser): Statement {
  const { tokens } = parser;
  const first = tokens.peek();
  const word = first.kind === 'word' ? first.text.toUpperCase() : '';
  if (word === 'CREATE') {
    const view = readCreateView(parser);
    if (view !== undefined) return view;
  }
  if (tokens.word('DROP', 'VIEW') || tokens.word('DROP', 'TEMPORARY', 'VIEW')) {
    const ifExists = tokens.word('IF', 'EXISTS');
    return { kind: 'drop-view', name: tokens.dotted('a view name').join('.'), ifExists };
  }
  if (CATALOG.has(word))
    return tokens.fail(
      `${word} needs a catalog of tables, which there is none of: write files with df.write, and name them with CREATE TEMP VIEW`,
      first,
      'UNSUPPORTED_FEATURE.CATALOG_OPERATION',
      '0A000',
    );
  const reader = READERS[word];
  if (reader === undefined) return { kind: 'query', node: parser.query() };
  tokens.take();
  return reader(parser);
}

function readDescribe(parser: QueryParser): Statement {
  const { tokens } = parser;
  if (tokens.word('FUNCTION')) {
    tokens.word('EXTENDED');
    const name =
      tokens.peek().kind === 'string'
        ? tokens.take().text
        : tokens.peek().kind === 'sign'
          ? tokens.take().text
          : tokens.dotted('a function').at(-1)!;
    return { kind: 'describe-function', name };
  }
  if (tokens.word('QUERY') || tokens.isQuery()) return { kind: 'describe', node: parser.query() };
  tokens.word('TABLE');
  tokens.word('EXTENDED');
  return { kind: 'describe', node: parser.context.table(tokens.dotted('a table')) };
}

/** `CACHE [LAZY] TABLE t [OPTIONS (…)] [AS query]`. */
function readCache(parser: QueryParser): Statement {
  const { tokens } = parser;
  tokens.word('LAZY');
  tokens.expectWord('TABLE');
  const name = tokens.dotted('a table').join('.');
  if (tokens.word('OPTIONS')) {
    tokens.expectSign('(');
    while (!tokens.sign(')')) if (tokens.take().kind === 'end') tokens.fail("expected ')'");
  }
  const node = tokens.word('AS') || tokens.isQuery() ? parser.query() : undefined;
  return { kind: 'cache', name, node };
}

function readUncache({ tokens }: QueryParser): Statement {
  tokens.expectWord('TABLE');
  const ifExists = tokens.word('IF', 'EXISTS');
  return { kind: 'uncache', name: tokens.dotted('a table').join('.'), ifExists };
}

function readClear({ tokens }: QueryParser): Statement {
  tokens.expectWord('CACHE');
  return { kind: 'clear-cache' };
}

function readExplain(parser: QueryParser): Statement {
  const { tokens } = parser;
  const mode = (['extended', 'formatted', 'cost'] as const).find((m) => tokens.word(m.toUpperCase())) ?? 'simple';
  if (mode === 'simple') tokens.word('CODEGEN');
  return { kind: 'explain', mode, node: parser.query() };
}

/** `USE default`: the one namespace that there is. */
function readUse({ tokens }: QueryParser): Statement {
  for (const word of ['DATABASE', 'NAMESPACE', 'SCHEMA', 'CATALOG']) if (tokens.word(word)) break;
  const at = tokens.peek();
  const name = tokens.dotted('a schema').join('.').toLowerCase();
  if (!['default', 'spark_catalog', 'spark_catalog.default'].includes(name))
    tokens.fail("no schema has this name: there is 'default'", at, 'SCHEMA_NOT_FOUND', '42704');
  return { kind: 'use' };
}
