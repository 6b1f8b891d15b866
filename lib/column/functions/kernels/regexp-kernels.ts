import { ExecutionError } from '#lib/errors.js';
import { javaPattern } from './java-pattern.js';
import { replacementOf } from './replacement.js';

/** Whether the pattern is found in the text. */
export const matches = (text: string, pattern: string): boolean => javaPattern(pattern, 'rlike').regExp.test(text);

/** How often the pattern is found. */
export function countMatches(text: string, pattern: string): number {
  let count = 0;
  for (const _ of text.matchAll(javaPattern(pattern, 'regexp_count').regExp)) count++;
  return count;
}

/** Where the first match begins, from 1; 0 without one. */
export const positionOf = (text: string, pattern: string): number => text.search(javaPattern(pattern, 'regexp_instr').regExp) + 1;

/** A group of the first match; empty without a match or where the group took no part. */
export function extract(text: string, pattern: string, group = 1): string {
  const { regExp, groups } = javaPattern(pattern, 'regexp_extract');
  const place = placeOf(group, groups, 'regexp_extract');
  return regExp.exec(text)?.[place] ?? '';
}

/** A group of each match. */
export function extractAll(text: string, pattern: string, group = 1): string[] {
  const { regExp, groups } = javaPattern(pattern, 'regexp_extract_all');
  const place = placeOf(group, groups, 'regexp_extract_all');
  return [...text.matchAll(regExp)].map((match) => match[place] ?? '');
}

/** The first match, null without one and where it is empty. */
export const firstMatch = (text: string, pattern: string): string | null =>
  javaPattern(pattern, 'regexp_substr').regExp.exec(text)?.[0] || null;

/** The text with each match from `position` (counted from 1) replaced. */
export function replaceAll(text: string, pattern: string, replacement: string, position = 1): string {
  if (position < 1)
    throw new ExecutionError(
      'DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE',
      `The position of 'regexp_replace' must be 1 or more; got ${position}`,
      {
        sqlState: '42K09',
      },
    );
  if (position > 1 && position > text.length) return text;
  const java = javaPattern(pattern, 'regexp_replace');
  const from = text.slice(position - 1);
  let out = text.slice(0, position - 1);
  let done = 0;
  let replace: ((match: RegExpExecArray) => string) | undefined;
  for (const match of from.matchAll(java.regExp)) {
    replace ??= replacementOf(replacement, java);
    out += from.slice(done, match.index) + replace(match);
    done = match.index + match[0].length;
  }
  return out + from.slice(done);
}

/** The parts between matches; a positive limit is how many there are at most, and an empty pattern parts the characters. */
export function splitBy(text: string, pattern: string, limit = -1): string[] {
  if (pattern === '' && text !== '') {
    const characters = [...text];
    return limit > 0 && limit < characters.length ? [...characters.slice(0, limit - 1), characters.slice(limit - 1).join('')] : characters;
  }
  const parts: string[] = [];
  let from = 0;
  for (const match of text.matchAll(javaPattern(pattern, 'split').regExp)) {
    if (limit > 0 && parts.length === limit - 1) break;
    const end = match.index + match[0].length;
    // an empty match at the very beginning parts nothing
    if (end === 0) continue;
    if (match[0] === '' && match.index === text.length) break;
    parts.push(text.slice(from, match.index));
    from = end;
  }
  parts.push(text.slice(from));
  return parts;
}

function placeOf(group: number, groups: readonly number[], fn: string): number {
  if (group >= 0 && group < groups.length) return groups[group]!;
  throw new ExecutionError(
    'INVALID_PARAMETER_VALUE.REGEX_GROUP_INDEX',
    `The group of '${fn}' must be from 0 to ${groups.length - 1}, the number of groups in the pattern; got ${group}`,
    { sqlState: '22023' },
  );
}
