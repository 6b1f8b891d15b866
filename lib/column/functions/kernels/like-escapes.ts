import { AnalysisError } from '#lib/errors.js';
import type { Expression } from '#lib/plan/expression.js';

/** The arguments of LIKE as they are; throws where its escape character is not one, or escapes what needs no escape. */
export function checkedEscapes(args: readonly Expression[]): readonly Expression[] {
  const [, pattern, third] = args;
  if (third !== undefined && (third.kind !== 'literal' || typeof third.value !== 'string' || [...third.value].length !== 1))
    throw new AnalysisError('INVALID_ESCAPE_CHAR', 'The ESCAPE of LIKE must be a constant of one character', { sqlState: '42604' });
  if (pattern?.kind !== 'literal' || typeof pattern.value !== 'string') return args;
  const escape = third?.kind === 'literal' ? (third.value as string) : '\\';
  const characters = [...pattern.value];
  for (let i = 0; i < characters.length; i++) {
    if (characters[i] !== escape) continue;
    const next = characters[++i];
    if (next === undefined) invalid('ESC_AT_THE_END', pattern.value, `the escape character '${escape}' must not be the last`);
    if (next !== '%' && next !== '_' && next !== escape)
      invalid('ESC_IN_THE_MIDDLE', pattern.value, `'${escape}' must be followed by '%', '_' or itself; got '${next}'`);
  }
  return args;
}

function invalid(condition: string, pattern: string, why: string): never {
  throw new AnalysisError(`INVALID_FORMAT.${condition}`, `The pattern '${pattern}' of LIKE does not fit: ${why}`, { sqlState: '42601' });
}
