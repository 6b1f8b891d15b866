/** A cell as it is shown: control characters as Spark writes them, and no longer than `length` where that is over 0. */
export function cut(cell: string, length: number): string {
  const shown = cell.replaceAll(/\p{Cc}/gu, (c) => ESCAPES[c] ?? c);
  if (length <= 0 || shown.length <= length) return shown;
  return length < 4 ? shown.slice(0, length) : `${shown.slice(0, length - 3)}...`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\f': '\\f',
  '\r': '\\r',
  '\v': '\\v',
  '\u0007': '\\a',
};
