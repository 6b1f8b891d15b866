import type { Expression } from '#lib/plan/expression.js';

const SIMPLE =
  /^\^?(?:[\w ,:;@#%=<>~'"/!-]|\\[.dw\\()[\]+*?|@$^-]|\[\^?(?:[A-Za-z]-[A-Za-z]|\d-\d|[\w ,.:;@])+\]|\((?!\?)|[)|.]|[*+?](?!\+))+$/;

/**
 * The pattern for DuckDB's engine, where it means there exactly what it means in Java; else undefined. `whole` patterns must not
 * match an empty text: the two engines go on from an empty match in different ways.
 */
export function re2Pattern(e: Expression | undefined, whole = false): string | undefined {
  if (e?.kind !== 'literal' || typeof e.value !== 'string' || !SIMPLE.test(e.value)) return undefined;
  try {
    if (new RegExp(e.value).test('') && whole) return undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  // a dot is no line terminator of Java's
  return e.value.replace(/\\[\s\S]|\[[^\]]*\]|\./g, (part) => (part === '.' ? '[^\\n\\r\\x{85}\\x{2028}\\x{2029}]' : part));
}
