import { AnalysisError } from '#lib/errors.js';

/** A piece of a date pattern: text as it is, a letter so many times, or a part that may be left out. */
export type PatternItem =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'field'; readonly letter: string; readonly count: number }
  | { readonly kind: 'optional'; readonly items: readonly PatternItem[] };

/** How often each letter may stand in a row. */
const LONGEST: Readonly<Record<string, number>> = {
  ...{ G: 4, y: 6, M: 4, L: 4, d: 2, D: 3, E: 4, F: 1, a: 1, h: 2, H: 2, k: 2, K: 2, m: 2, s: 2, S: 9 },
  ...{ V: 2, z: 4, O: 4, X: 5, x: 5, Z: 5, Q: 4, q: 4 },
};

/** The items of a pattern of Spark's dates. Throws Spark's errors for letters and lengths that it does not take. */
export function patternItems(pattern: string): readonly PatternItem[] {
  const stack: PatternItem[][] = [[]];
  const top = (): PatternItem[] => stack.at(-1)!;
  for (let i = 0; i < pattern.length; ) {
    const c = pattern[i]!;
    if (/[A-Za-z]/.test(c)) {
      let end = i;
      while (pattern[end] === c) end++;
      top().push({ kind: 'field', letter: c, count: checked(c, end - i, pattern) });
      i = end;
    } else if (c === "'") {
      const [text, end] = quoted(pattern, i);
      top().push({ kind: 'text', text });
      i = end;
    } else {
      if (c === '[') stack.push([]);
      else if (c === ']') closeOptional(stack, pattern);
      else if ('{}#'.includes(c)) unrecognized(pattern);
      else top().push({ kind: 'text', text: c });
      i++;
    }
  }
  // an optional part may stay open
  while (stack.length > 1) closeOptional(stack, pattern);
  return top();
}

function closeOptional(stack: PatternItem[][], pattern: string): void {
  if (stack.length === 1) unrecognized(pattern);
  const items = stack.pop()!;
  stack.at(-1)!.push({ kind: 'optional', items });
}

/** The text in quotes that begins at a place, and where it ends; two quotes are one. */
function quoted(pattern: string, start: number): [text: string, end: number] {
  let text = '';
  for (let i = start + 1; i < pattern.length; i++) {
    if (pattern[i] !== "'") text += pattern[i]!;
    else if (pattern[i + 1] === "'") {
      text += "'";
      i++;
    } else return [text === '' ? "'" : text, i + 1];
  }
  return unrecognized(pattern);
}

function checked(letter: string, count: number, pattern: string): number {
  if ('ec'.includes(letter))
    throw new AnalysisError(
      'INCONSISTENT_BEHAVIOR_CROSS_VERSION.DATETIME_WEEK_BASED_PATTERN',
      `The pattern '${pattern}' must have no letter of weeks; got '${letter}'. Use date_part('WEEK', …) or 'E'.`,
      { sqlState: '42K0B' },
    );
  if ('ABnNp'.includes(letter))
    throw new AnalysisError(
      'INVALID_DATETIME_PATTERN.ILLEGAL_CHARACTER',
      `The pattern '${pattern}' must not have the letter '${letter}'.`,
      {
        sqlState: '22007',
      },
    );
  if ('YWwu'.includes(letter)) unrecognized(pattern);
  const longest = LONGEST[letter];
  if (longest === undefined || (letter === 'V' && count !== 2) || (letter === 'O' && (count === 2 || count === 3)))
    throw new AnalysisError(
      'INVALID_DATETIME_PATTERN.WITH_SUGGESTION',
      `The pattern '${pattern}' is none because of its '${letter}'. ${EXAMPLE}`,
      {
        sqlState: '22007',
      },
    );
  return count > longest ? unrecognized(pattern) : count;
}

const EXAMPLE = "A pattern is made of letters such as those of 'yyyy-MM-dd HH:mm:ss'.";

export function unrecognized(pattern: string): never {
  throw new AnalysisError(
    'INCONSISTENT_BEHAVIOR_CROSS_VERSION.DATETIME_PATTERN_RECOGNITION',
    `The pattern '${pattern}' must be one of Spark's date patterns. ${EXAMPLE}`,
    { sqlState: '42K0B' },
  );
}
