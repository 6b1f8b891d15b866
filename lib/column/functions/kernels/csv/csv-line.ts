import type { TextOptions } from '../text-options.js';

/** The signs of a csv format. */
export interface CsvSigns {
  readonly separator: string;
  readonly quote: string;
  readonly escape: string;
}

export const signsOf = (options: TextOptions): CsvSigns => ({
  separator: options['sep'] ?? options['delimiter'] ?? ',',
  quote: options['quote'] ?? '"',
  escape: options['escape'] ?? '\\',
});

/** The fields of one line. What a quote begins ends at its quote; where more follows it, the field is taken as it is written. */
export function splitCsv(line: string, { separator, quote, escape }: CsvSigns): string[] {
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    const quoted = quote !== '' && line.startsWith(quote, at) ? readQuoted(line, at, quote, escape) : undefined;
    if (quoted !== undefined && (quoted.end === line.length || line.startsWith(separator, quoted.end))) {
      fields.push(quoted.text);
      at = quoted.end;
    } else {
      const end = line.indexOf(separator, at);
      fields.push(line.slice(at, end === -1 ? undefined : end));
      at = end === -1 ? line.length : end;
    }
    if (at >= line.length) return fields;
    at += separator.length;
    if (at === line.length) return [...fields, ''];
  }
}

function readQuoted(line: string, start: number, quote: string, escape: string): { text: string; end: number } | undefined {
  let text = '';
  for (let at = start + 1; at < line.length; at++) {
    const c = line[at]!;
    if (c === escape && escape !== quote && (line[at + 1] === quote || line[at + 1] === escape)) text += line[++at]!;
    else if (c === quote && escape === quote && line[at + 1] === quote) text += line[++at]!;
    else if (c === quote) return { text, end: at + 1 };
    else text += c;
  }
  return undefined;
}

/** A field as it is written: in quotes where it has a sign of the format in it, or all are to be. */
export function quoteCsv(text: string, { separator, quote, escape }: CsvSigns, always: boolean): string {
  const needs = always || text.includes(separator) || text.includes(quote) || /[\r\n]/.test(text);
  if (!needs) return text;
  const escaped = escape === quote ? text : text.replaceAll(escape, escape + escape);
  return quote + escaped.replaceAll(quote, escape + quote) + quote;
}
