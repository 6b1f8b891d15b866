import type { DataFrame } from '../data-frame.js';
import { shownRows } from './shown-rows.js';

/** The first `n` rows of a frame as an HTML table; names and values are escaped, so they show as they are. */
export async function htmlTable(frame: DataFrame, n: number, truncate: number): Promise<string> {
  const { names, cells, more } = await shownRows(frame, n, truncate);
  const row = (tag: string, texts: readonly string[]): string =>
    `<tr>${texts.map((text) => `<${tag}>${escaped(text)}</${tag}>`).join('')}</tr>`;
  const note = more ? `\nonly showing top ${n} row${n === 1 ? '' : 's'}` : '';
  return `<table border='1'>\n${[row('th', names), ...cells.map((cell) => row('td', cell))].join('\n')}\n</table>${note}\n`;
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (c) => ESCAPES[c]!);
