import { AnalysisError, ExecutionError } from '#lib/errors.js';
import type { Expression } from '#lib/plan/expression.js';
import * as t from '#lib/types/data-type.js';

/** Options of reading and writing json and csv inside a query, by their names in lower case. */
export type TextOptions = Readonly<Record<string, string>>;

const PATTERNS = ['dateformat', 'timestampformat', 'timestampntzformat'];

/** The options that a call of `map` says, as a constant text that a kernel reads back with `readOptions`. */
export function optionsLiteral(e: Expression | undefined, fn: string): Expression {
  const pairs = e === undefined ? [] : constantPairs(e, fn);
  const pattern = pairs.find(([name]) => PATTERNS.includes(name));
  if (pattern !== undefined)
    throw new AnalysisError(
      'UNSUPPORTED_FEATURE.DATE_PATTERN',
      `'${fn}' takes dates and timestamps in ISO form; got the option ${pattern[0]}`,
      {
        sqlState: '0A000',
      },
    );
  return Object.freeze({ kind: 'literal', type: t.string, value: JSON.stringify(Object.fromEntries(pairs)) });
}

function constantPairs(e: Expression, fn: string): [string, string][] {
  const inner = e.kind === 'cast' ? e.child : e;
  const values = inner.kind === 'call' && ['map', 'create_map'].includes(inner.fn) ? inner.args.map(constantText) : [undefined];
  if (values.includes(undefined))
    throw new AnalysisError(
      'INVALID_OPTIONS.NON_MAP_FUNCTION',
      `The options of '${fn}' must be a map of constant texts: map('name', 'value')`,
      {
        sqlState: '42K06',
      },
    );
  return Array.from({ length: values.length / 2 }, (_, i) => [values[2 * i]!.toLowerCase(), values[2 * i + 1]!]);
}

/** The value of a constant as text; undefined where the expression is none. */
export function constantText(e: Expression): string | undefined {
  if (e.kind === 'cast') return constantText(e.child);
  return e.kind === 'literal' && e.value !== null && typeof e.value !== 'object' ? String(e.value) : undefined;
}

const read = new Map<string, TextOptions>();

export function readOptions(text: string): TextOptions {
  let options = read.get(text);
  if (options === undefined) read.set(text, (options = JSON.parse(text) as TextOptions));
  return options;
}

export const flag = (options: TextOptions, name: string): boolean | undefined =>
  options[name.toLowerCase()] === undefined ? undefined : options[name.toLowerCase()]!.toLowerCase() === 'true';

/** Whether a record that does not fit the schema is an error, as the option `mode` says. */
export function failsFast(options: TextOptions, fn: string): boolean {
  const mode = (options['mode'] ?? 'PERMISSIVE').toUpperCase();
  if (mode === 'PERMISSIVE' || mode === 'FAILFAST') return mode === 'FAILFAST';
  throw new ExecutionError('PARSE_MODE_UNSUPPORTED', `The mode of '${fn}' must be PERMISSIVE or FAILFAST; got ${mode}`, {
    sqlState: '42601',
  });
}

export function malformed(record: string, fn: string): ExecutionError {
  return new ExecutionError(
    'MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION',
    `The record '${record}' of '${fn}' must fit the schema. Use the mode PERMISSIVE to get null there.`,
    { sqlState: '22023' },
  );
}
