import { ExecutionError } from '#lib/errors.js';
import type { JavaPattern } from './java-pattern.js';

/** What replaces a match, by Java's rules: `$1` and `${name}` are groups, a backslash takes the character after it as it is. */
export function replacementOf(text: string, { groups }: JavaPattern): (match: RegExpExecArray) => string {
  if (!/[$\\]/.test(text)) return () => text;
  const parts: (string | { group: number } | { name: string })[] = [];
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if (c === '\\') {
      if (++i === text.length) invalid(text, 'a character must follow its last backslash');
      parts.push(text[i]!);
    } else if (c !== '$') parts.push(c);
    else if (text[i + 1] === '{') {
      const end = text.indexOf('}', i);
      if (end === -1) invalid(text, "'${' must be closed by '}'");
      parts.push({ name: text.slice(i + 2, end) });
      i = end;
    } else {
      if (!/\d/.test(text[i + 1] ?? '')) invalid(text, "'$' must be followed by the number of a group, or be written '\\$'");
      let group = Number(text[++i]);
      if (group >= groups.length) invalid(text, `the pattern has no group ${group}`);
      // more digits belong to the number as long as there is such a group
      while (/\d/.test(text[i + 1] ?? '') && group * 10 + Number(text[i + 1]) < groups.length) group = group * 10 + Number(text[++i]);
      parts.push({ group: groups[group]! });
    }
  }
  return (match) =>
    parts
      .map((part) => (typeof part === 'string' ? part : 'group' in part ? (match[part.group] ?? '') : named(match, part.name, text)))
      .join('');
}

function named(match: RegExpExecArray, name: string, text: string): string {
  if (!(name in (match.groups ?? {}))) invalid(text, `the pattern has no group '${name}'`);
  return match.groups![name] ?? '';
}

function invalid(text: string, why: string): never {
  throw new ExecutionError('INVALID_PARAMETER_VALUE.REPLACEMENT', `The replacement '${text}' of 'regexp_replace' does not fit: ${why}`, {
    sqlState: '22023',
  });
}
