import { ExecutionError } from '#lib/errors.js';
import type { CsvFormat } from './csv-format.js';

/** The values of a record: null where there is nothing between two separators. */
export type CsvRecord = (string | null)[];

/**
 * Takes csv text apart as Spark's parser (univocity) does. A record ends at a line feed, which quoted values may hold; with a
 * text of one line there is none. After `parse`, `end` is where the next record begins, and `whole` says whether the record
 * came to its own end and not to that of the text.
 */
export class CsvParser {
  end = 0;
  whole = true;
  readonly #format: CsvFormat;
  #text = '';
  #at = 0;

  constructor(format: CsvFormat) {
    this.#format = format;
  }

  parse(text: string, from = 0): CsvRecord {
    this.#text = text;
    this.#at = from;
    this.whole = true;
    const values: CsvRecord = [];
    for (;;) {
      values.push(this.#checked(this.#value(), values.length));
      if (text.startsWith(this.#format.separator, this.#at)) {
        this.#at += this.#format.separator.length;
        continue;
      }
      if (this.#at < text.length) this.#at++;
      else this.whole = false;
      this.end = this.#at;
      return values;
    }
  }

  #checked(value: string | null, index: number): string | null {
    const { maxChars, maxColumns } = this.#format;
    if (index >= maxColumns || (maxChars >= 0 && value !== null && value.length > maxChars))
      throw new ExecutionError(
        'MALFORMED_CSV_RECORD',
        `A csv record must have at most ${maxColumns} columns${maxChars >= 0 ? ` of at most ${maxChars} characters` : ''}; see options maxColumns and maxCharsPerColumn`,
        { sqlState: 'KD000' },
      );
    return value;
  }

  #value(): string | null {
    const { quote, trimStart } = this.#format;
    if (trimStart) this.#skipSpace();
    if (quote !== '' && this.#text[this.#at] === quote) return this.#quoted();
    return this.#plain(this.#at);
  }

  /** What stands up to the separator or the end of the line. */
  #plain(from: number): string | null {
    const text = this.#text;
    const found = text.indexOf(this.#format.separator, this.#at);
    let line = text.indexOf('\n', this.#at);
    if (line === -1) line = text.length;
    this.#at = found === -1 || found > line ? line : found;
    const value = this.#format.trimEnd ? text.slice(from, this.#at).trimEnd() : text.slice(from, this.#at);
    return value === '' ? null : value;
  }

  #quoted(): string | null {
    const { quote, escape, escapeEscape, emptyValue } = this.#format;
    const text = this.#text;
    const open = this.#at++;
    let value = '';
    let from = this.#at;
    while (this.#at < text.length) {
      const char = text[this.#at]!;
      const next = text[this.#at + 1];
      if (char === escapeEscape && next === escape && char !== quote) {
        value += text.slice(from, this.#at) + escape;
        from = this.#at += 2;
      } else if (char === escape && next === quote) {
        value += text.slice(from, this.#at) + quote;
        from = this.#at += 2;
      } else if (char === quote) {
        const close = this.#at;
        if (this.#closes(close + 1)) return this.#unlessEmpty(value + text.slice(from, close), emptyValue);
        if (this.#format.unescaped !== 'STOP_AT_CLOSING_QUOTE') return this.#strayQuote(open);
        this.#at = close + 1;
      } else this.#at++;
    }
    return this.#unlessEmpty(value + text.slice(from), emptyValue);
  }

  #unlessEmpty(value: string, empty: string): string | null {
    return value === '' ? empty : value;
  }

  /** Whether what follows a quote ends the value: a separator, or the end, behind spaces at most. Then the place is there. */
  #closes(after: number): boolean {
    const text = this.#text;
    let at = after;
    while (at < text.length && text[at]! <= ' ' && text[at] !== '\n' && !text.startsWith(this.#format.separator, at)) at++;
    if (at < text.length && text[at] !== '\n' && !text.startsWith(this.#format.separator, at)) return false;
    this.#at = at;
    return true;
  }

  #strayQuote(open: number): string | null {
    if (this.#format.unescaped === 'RAISE_ERROR')
      throw new ExecutionError('MALFORMED_CSV_RECORD', 'A quote inside quotes must be escaped; see option unescapedQuoteHandling', {
        sqlState: 'KD000',
      });
    if (this.#format.unescaped === 'BACK_TO_DELIMITER') this.#at = open;
    const value = this.#plain(open);
    return this.#format.unescaped === 'SKIP_VALUE' ? this.#format.nullValue : value;
  }

  #skipSpace(): void {
    const text = this.#text;
    while (
      this.#at < text.length &&
      text[this.#at]! <= ' ' &&
      text[this.#at] !== '\n' &&
      !text.startsWith(this.#format.separator, this.#at)
    )
      this.#at++;
  }
}
