import { AnalysisError } from '#lib/errors.js';

/** A word, value or sign of SQL text, and where it stands. */
export interface Token {
  readonly kind: 'word' | 'quoted' | 'string' | 'number' | 'sign' | 'parameter' | 'end';
  /** A word as written, a string without its quotes and escapes, a sign itself. */
  readonly text: string;
  readonly at: number;
  readonly to: number;
}

const PATTERN =
  /(?<space>(?:\s|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)+)|(?<number>(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?(?:BD|[LSYDF](?![\w]))?)|(?<word>[\p{L}_][\p{L}\p{N}_]*)|`(?<quoted>(?:[^`]|``)*)`|(?<string>'(?:[^'\\]|\\[\s\S]|'')*'|"(?:[^"\\]|\\[\s\S]|"")*")|:(?<parameter>\w+)|(?<sign><=>|<>|!=|<=|>=|==|\|\||::|->|[-+*/%=<>()[\],.;&|^~!])/iuy;

/** The tokens of SQL text, ended by one of kind `end`. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  PATTERN.lastIndex = 0;
  for (let at = 0; at < text.length; at = PATTERN.lastIndex) {
    PATTERN.lastIndex = at;
    const groups = PATTERN.exec(text)?.groups;
    if (groups === undefined)
      throw syntaxError(
        text,
        at,
        /['"`]/.test(text[at]!) ? 'the text that begins here does not end' : `'${text[at]!}' is not part of SQL here`,
      );
    const kind = (['number', 'word', 'quoted', 'string', 'parameter', 'sign'] as const).find((k) => groups[k] !== undefined);
    if (kind === undefined) continue;
    const found = groups[kind]!;
    tokens.push({
      kind,
      text: kind === 'string' ? unescapeString(found) : kind === 'quoted' ? found.replaceAll('``', '`') : found,
      at,
      to: PATTERN.lastIndex,
    });
  }
  tokens.push({ kind: 'end', text: '', at: text.length, to: text.length });
  return tokens;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', '0': '\0', Z: '\x1a' };

function unescapeString(literal: string): string {
  const quote = literal[0]!;
  return literal
    .slice(1, -1)
    .replace(/\\u([0-9a-fA-F]{4})|\\([\s\S])|''|""/g, (whole, code: string | undefined, char: string | undefined) => {
      if (code !== undefined) return String.fromCharCode(parseInt(code, 16));
      if (char === undefined) return whole[0] === quote ? quote : whole;
      // \% and \_ stay for LIKE, as in Spark
      return char === '%' || char === '_' ? whole : (ESCAPES[char] ?? char);
    });
}

/** An error that says where in the text it is. */
export function syntaxError(text: string, at: number, message: string): AnalysisError {
  const before = text.slice(0, at).split('\n');
  const line = text.split('\n')[before.length - 1] ?? '';
  const column = before.at(-1)!.length;
  return new AnalysisError(
    'PARSE_SYNTAX_ERROR',
    `${message} (line ${before.length}, column ${column + 1})\n${line}\n${' '.repeat(column)}^`,
    { sqlState: '42601' },
  );
}
