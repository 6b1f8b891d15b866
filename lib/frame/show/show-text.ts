import type { DataFrame } from '../data-frame.js';
import { shownRows } from './shown-rows.js';
import { tableText } from './table-text.js';

/** How `show()` is to print. */
export interface ShowOptions {
  /** Cells are cut to this many characters; 0 keeps them whole. */
  truncate: number;
  /** One line a value instead of one line a row. */
  vertical: boolean;
}

/** The first `n` rows of a frame as `show()` prints them; none for a negative n. */
export async function showText(frame: DataFrame, n: number, options: ShowOptions): Promise<string> {
  const rows = Math.max(0, n);
  const { names, cells, more } = await shownRows(frame, rows, options.truncate);
  return tableText(names, cells, options, more ? rows : undefined);
}
