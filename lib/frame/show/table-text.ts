import type { ShowOptions } from './show-text.js';

/** Rows as the table that Spark prints; `more` adds its note that there are more rows than shown. */
export function tableText(
  names: readonly string[],
  rows: readonly (readonly string[])[],
  options: ShowOptions,
  more: number | undefined,
): string {
  const note = more === undefined ? '' : `only showing top ${more} row${more === 1 ? '' : 's'}`;
  return (options.vertical ? vertical(names, rows) : horizontal(names, rows, options.truncate)) + note;
}

function horizontal(names: readonly string[], rows: readonly (readonly string[])[], truncate: number): string {
  const widths = names.map((name, i) => Math.max(3, width(name), ...rows.map((row) => width(row[i]!))));
  const rule = `+${widths.map((w) => '-'.repeat(w)).join('+')}+\n`;
  const pad = (cell: string, w: number): string => (truncate > 0 ? ' '.repeat(w - width(cell)) + cell : cell + ' '.repeat(w - width(cell)));
  const line = (row: readonly string[]): string => `|${row.map((cell, i) => pad(cell, widths[i]!)).join('|')}|\n`;
  return rule + line(names) + rule + rows.map(line).join('') + rule;
}

function vertical(names: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '(0 rows)\n';
  const nameWidth = Math.max(0, ...names.map(width));
  const valueWidth = Math.max(0, ...rows.flatMap((row) => row.map(width)));
  return rows
    .map((row, i) => {
      const head = `-RECORD ${i}`;
      const lines = names.map(
        (name, j) => ` ${name}${' '.repeat(nameWidth - width(name))} | ${row[j]!}${' '.repeat(valueWidth - width(row[j]!))} \n`,
      );
      return `${head.padEnd(nameWidth + valueWidth + 5, '-')}\n${lines.join('')}`;
    })
    .join('');
}

/** Columns that text takes on a terminal: East Asian wide characters take two, as Spark counts. */
function width(text: string): number {
  let n = 0;
  for (const ch of text) n += WIDE.test(ch) ? 2 : 1;
  return n;
}
const WIDE =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\u33FF\u3400-\u4DBF\u4E00-\u9FFF\uA000-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE4F\uFF00-\uFF60\uFFE0-\uFFE6]/u;
