import { AnalysisError } from '#lib/errors.js';
import { stringValue } from './string-value.js';

/** A word, value or sign of SQL text, and where it stands. */
export interface Token {
  readonly kind: 'word' | 'quoted' | 'string' | 'number' | 'sign' | 'parameter' | 'end';
  /** A word as written, a string without its quotes and escapes, a sign itself, a parameter's name (`?0`, `?1` for question marks in their order). */
  readonly text: string;
  readonly at: number;
  readonly to: number;
}

const PATTERN =
  /(?<space>(?:\s|--[^\n]*(?:\n|$))+)|(?<raw>[rR](?:'[^']*'|"[^"]*"))|(?<number>(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?(?:(?:BD|[LSYDF])(?!\w))?)|(?<word>[\p{L}_][\p{L}\p{N}_]*)|`(?<quoted>(?:[^`]|``)*)`|(?<string>'(?:[^'\\]|\\[\s\S]|'')*'|"(?:[^"\\]|\\[\s\S]|"")*")|:(?<named>\w+)|(?<positional>\?)|(?<sign><=>|>>>|<>|!=|<=|>=|==|=>|\|\||\|>|::|->|<<|>>|[-+*/%=<>()[\],.;:&|^~!{}])/iuy;

/** The tokens of SQL text, ended by one of kind `end`. Comments and hints (`/*+ … *\/`) are left out. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let placeholders = 0;
  for (let at = 0; at < text.length; ) {
    if (text.startsWith('/*', at)) {
      at = commentEnd(text, at);
      continue;
    }
    PATTERN.lastIndex = at;
    const groups = PATTERN.exec(text)?.groups;
    if (groups === undefined)
      throw syntaxError(
        text,
        at,
        /['"`]/.test(text[at]!) ? 'the text that begins here does not end' : `'${text[at]!}' is not part of SQL here`,
      );
    const token = tokenOf(groups, at, PATTERN.lastIndex);
    if (token !== undefined)
      tokens.push(token.text === '?' && token.kind === 'parameter' ? { ...token, text: `?${placeholders++}` } : token);
    at = PATTERN.lastIndex;
  }
  tokens.push({ kind: 'end', text: '', at: text.length, to: text.length });
  return tokens;
}

function tokenOf(groups: Readonly<Record<string, string | undefined>>, at: number, to: number): Token | undefined {
  const { raw, number, word, quoted, string, named, positional, sign } = groups;
  if (raw !== undefined) return { kind: 'string', text: raw.slice(2, -1), at, to };
  if (number !== undefined) return { kind: 'number', text: number, at, to };
  if (word !== undefined) return { kind: 'word', text: word, at, to };
  if (quoted !== undefined) return { kind: 'quoted', text: quoted.replaceAll('``', '`'), at, to };
  if (string !== undefined) return { kind: 'string', text: stringValue(string), at, to };
  if (named !== undefined) return { kind: 'parameter', text: named, at, to };
  if (positional !== undefined) return { kind: 'parameter', text: '?', at, to };
  return sign === undefined ? undefined : { kind: 'sign', text: sign, at, to };
}

/** Where a comment ends; one inside another ends first. */
function commentEnd(text: string, at: number): number {
  const marks = /\/\*|\*\//g;
  marks.lastIndex = at;
  for (let depth = 0; ; ) {
    const mark = marks.exec(text);
    if (mark === null) throw syntaxError(text, at, 'the comment that begins here does not end');
    depth += mark[0] === '/*' ? 1 : -1;
    if (depth === 0) return marks.lastIndex;
  }
}

/** An error that says where in the text it is. */
export function syntaxError(
  text: string,
  at: number,
  message: string,
  condition = 'PARSE_SYNTAX_ERROR',
  sqlState = '42601',
): AnalysisError {
  const before = text.slice(0, at).split('\n');
  const line = text.split('\n')[before.length - 1] ?? '';
  const column = before.at(-1)!.length;
  return new AnalysisError(condition, `${message} (line ${before.length}, column ${column + 1})\n${line}\n${' '.repeat(column)}^`, {
    sqlState,
  });
}
