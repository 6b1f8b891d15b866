import { AnalysisError } from '#lib/errors.js';
import type { Expression } from '#lib/plan/expression.js';

/** The expression of a column's name as users write it: dots separate parts, backticks quote them, `*` is all columns. */
export function parseName(name: string): Expression {
  const parts = nameParts(name);
  if (parts.at(-1) === '*' && name.trimEnd().endsWith('*')) {
    const target = parts.slice(0, -1);
    return Object.freeze(target.length === 0 ? { kind: 'star' } : { kind: 'star', target });
  }
  return Object.freeze({ kind: 'column', parts: Object.freeze(parts) });
}

function nameParts(name: string): string[] {
  if (!name.includes('`')) {
    const parts = name.split('.');
    // a name such as '.5' or 'a..b' has no parts to speak of: take it whole, and let the look-up say what is there
    return parts.includes('') ? [name] : parts;
  }
  const parts: string[] = [];
  const part = /`((?:[^`]|``)+)`|([^.`]+)/y;
  for (let at = 0; at < name.length; at = part.lastIndex + 1) {
    part.lastIndex = at;
    const found = part.exec(name);
    if (found === null || (part.lastIndex < name.length && name[part.lastIndex] !== '.')) {
      throw new AnalysisError(
        'INVALID_ATTRIBUTE_NAME_SYNTAX',
        `Column name must quote whole parts in backticks, as in \`a b\`.c; got ${name}`,
        { sqlState: '42601' },
      );
    }
    parts.push(found[1]?.replaceAll('``', '`') ?? found[2]!);
  }
  return parts;
}

/** A name as `col` takes it: in backticks where it needs them. */
export const quoteName = (name: string): string => (/[.`*]|^\s*$/.test(name) ? `\`${name.replaceAll('`', '``')}\`` : name);
