import type { FilePart } from '../text-pieces.js';
import { linesOf, streamPieces } from '../text-pieces.js';
import type { CsvFormat } from './csv-format.js';
import { CsvParser, type CsvRecord } from './csv-parser.js';

/** A record as it was written, its values, and the line that it began in, from 0. */
export interface RawRecord {
  readonly text: string;
  readonly values: CsvRecord;
  readonly line: number;
}

/** The records of a csv file part, some at a time. Empty lines and comments are none; a header is. */
export async function* csvRecords(part: FilePart, format: CsvFormat): AsyncGenerator<RawRecord[]> {
  const splitter = format.multiLine ? new MultiLine(format) : new SingleLine(format);
  for await (const piece of streamPieces(part, format)) yield splitter.add(piece);
  yield splitter.end();
}

/** The records in pieces of text that are at hand, some at a time. */
export function* recordsOf(pieces: Iterable<string>, format: CsvFormat): Generator<RawRecord[]> {
  const splitter = format.multiLine ? new MultiLine(format) : new SingleLine(format);
  for (const piece of pieces) yield splitter.add(piece);
  yield splitter.end();
}

/** The first record of some pieces of text; undefined where there is none. */
export function firstRecord(pieces: Iterable<string>, format: CsvFormat): RawRecord | undefined {
  for (const [first] of recordsOf(pieces, format)) if (first !== undefined) return first;
  return undefined;
}

/** Takes pieces of text, which end with a line, and gives the records in them. */
interface Splitter {
  add(piece: string): RawRecord[];
  end(): RawRecord[];
}

class SingleLine implements Splitter {
  readonly #format: CsvFormat;
  readonly #parser: CsvParser;
  #line = 0;

  constructor(format: CsvFormat) {
    this.#format = format;
    this.#parser = new CsvParser(format);
  }

  add(piece: string): RawRecord[] {
    const { comment, lineSep } = this.#format;
    const records: RawRecord[] = [];
    for (const text of linesOf(piece, lineSep)) {
      const line = this.#line++;
      if (text.trim() !== '' && (comment === '' || !text.startsWith(comment)))
        records.push({ text, values: this.#parser.parse(text), line });
    }
    return records;
  }

  end(): RawRecord[] {
    return [];
  }
}

/** A record may go over lines, whose ends become line feeds. */
class MultiLine implements Splitter {
  readonly #format: CsvFormat;
  readonly #parser: CsvParser;
  #waiting = '';
  #lineEnd: string | undefined;
  #line = 0;

  constructor(format: CsvFormat) {
    this.#format = format;
    this.#parser = new CsvParser(format);
    this.#lineEnd = format.lineSep;
  }

  add(piece: string): RawRecord[] {
    this.#lineEnd ??= /\r\n|\r|\n/.exec(piece)?.[0];
    this.#waiting += this.#lineEnd === undefined || this.#lineEnd === '\n' ? piece : piece.replaceAll(this.#lineEnd, '\n');
    return this.#records(false);
  }

  end(): RawRecord[] {
    return this.#records(true);
  }

  #records(last: boolean): RawRecord[] {
    const text = this.#waiting;
    const records: RawRecord[] = [];
    let at = 0;
    while (at < text.length) {
      const from = at;
      if (text[from] === '\n') {
        at++;
        this.#line++;
        continue;
      }
      if (this.#format.comment !== '' && text.startsWith(this.#format.comment, from)) {
        const end = text.indexOf('\n', from);
        if (end === -1 && !last) break;
        at = end === -1 ? text.length : end + 1;
        this.#line++;
        continue;
      }
      const values = this.#parser.parse(text, from);
      if (!this.#parser.whole && !last) break;
      at = this.#parser.end;
      const record = text.slice(from, this.#parser.whole ? at - 1 : at);
      records.push({ text: record, values, line: this.#line });
      this.#line += record.split('\n').length;
    }
    this.#waiting = text.slice(at);
    return records;
  }
}
