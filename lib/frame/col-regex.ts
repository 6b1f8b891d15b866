import { Column } from '#lib/column/column.js';
import { parseName } from '#lib/column/name.js';
import { AnalysisError } from '#lib/errors.js';
import type { DataFrame } from './data-frame.js';

/** The columns whose whole name matches a pattern in backticks, whatever the case; a name without backticks is the column of that name. */
export function colRegex(frame: DataFrame, text: string): Column {
  const quoted = /^`(.+)`$/s.exec(text.trim());
  if (quoted === null) return new Column(parseName(text));
  const pattern = patternOf(quoted[1]!);
  const except = frame.columns.filter((name) => !pattern.test(name)).map((name) => [name]);
  return new Column(except.length === 0 ? { kind: 'star' } : { kind: 'star', except });
}

function patternOf(java: string): RegExp {
  try {
    return new RegExp(`^(?:${withoutPossessive(java)})$`, 'is');
  } catch (cause) {
    throw new AnalysisError('INVALID_REGEX', `The pattern of colRegex() must be a regular expression; got '${java}'`, { cause });
  }
}

/** Java's `x?+` gives nothing back once it has matched; in JavaScript a look-ahead with a reference does not either. */
function withoutPossessive(java: string): string {
  let groups = 0;
  return java.replaceAll(
    /(\((?:[^()\\]|\\.)*\)|\[(?:[^\]\\]|\\.)*\]|\\.|[^\\()[\]?*+{}|^$])([?*+]|\{\d+(?:,\d*)?\})\+/g,
    (_, atom: string, times: string) => {
      const group = `possessive${groups++}`;
      return `(?=(?<${group}>${atom}${times}))\\k<${group}>`;
    },
  );
}
