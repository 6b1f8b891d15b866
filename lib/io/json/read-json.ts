import { AnalysisError } from '#lib/errors.js';
import type { Field } from '#lib/types/data-type.js';
import type { SourceTask } from '#lib/workers/task.js';
import { corruptColumn, parseMode } from '../file-options.js';
import { fileSource, type FileSourceState, type ReadRows } from '../file-source.js';
import { malformedRecord } from '../malformed-record.js';
import { streamPieces } from '../text-pieces.js';
import { jsonConverter, rowConverter } from './json-converter.js';
import { JsonObject } from './json-node.js';
import { JsonParser, JsonSyntaxError } from './json-parser.js';
import { jsonForm, JsonSplitter, type JsonText, rowsOf } from './json-records.js';

/** Reads json files in the workers, by Spark's rules. */
export const readJson: SourceTask<FileSourceState> = (state, context) => fileSource(state, context, (fields) => jsonReader(state, fields));

function jsonReader(state: FileSourceState, fields: readonly Field[]): ReadRows {
  const toRows = rowMaker(state, fields);
  const mode = parseMode(state.options);
  return async function* (part) {
    const splitter = new JsonSplitter(state.options);
    const rowsOfTexts = (texts: readonly JsonText[]): unknown[][] =>
      texts.flatMap((text) => {
        const { rows, fault } = toRows(text.text);
        if (fault !== undefined && mode === 'FAILFAST') throw malformedRecord(part, text.line, text.text, fault);
        return rows;
      });
    for await (const piece of streamPieces(part, jsonForm(state.options))) yield rowsOfTexts(splitter.add(piece));
    yield rowsOfTexts(splitter.end());
  };
}

interface Rows {
  readonly rows: unknown[][];
  /** What does not fit, of the first row that does not. */
  readonly fault: string | undefined;
}

/** What makes rows of a text. Where the mode drops what does not fit, such rows are left out. */
function rowMaker(state: FileSourceState, fields: readonly Field[]): (text: string) => Rows {
  const { options, timeZone } = state;
  const parser = new JsonParser(options);
  const kept = fields.findIndex((f) => f.name === corruptColumn(options));
  if (kept !== -1 && fields.length === 1) onlyCorrupt(fields[0]!.name);
  const drops = parseMode(options) === 'DROPMALFORMED';
  // the column that keeps what does not fit is no field of the file
  const convert = rowConverter(
    fields.map((f, i) => (i === kept ? { ...f, name: '\0' } : f)),
    (type) => jsonConverter(type, options, timeZone),
  );
  const corrupt = (text: string, fault: string): Rows => {
    if (drops) return { rows: [], fault };
    const row = new Array<unknown>(fields.length).fill(null);
    if (kept !== -1) row[kept] = text;
    return { rows: [row], fault };
  };
  return (text) => {
    const rows: unknown[][] = [];
    let fault: string | undefined;
    try {
      const node = parser.parse(text);
      if (node === undefined) return { rows, fault };
      for (const item of rowsOf(node)) {
        if (!(item instanceof JsonObject)) return corrupt(text, 'it must be an object');
        let fits = true;
        const row = convert(item, text, () => {
          fits = false;
          return null;
        });
        if (!fits) fault ??= 'a value must be of its type';
        if (!fits && drops) continue;
        if (!fits && kept !== -1) row[kept] = text;
        rows.push(row);
      }
    } catch (error) {
      if (!(error instanceof JsonSyntaxError)) throw error;
      return corrupt(text, error.message);
    }
    return { rows, fault };
  };
}

function onlyCorrupt(name: string): never {
  throw new AnalysisError(
    'UNSUPPORTED_FEATURE.QUERY_ONLY_CORRUPT_RECORD_COLUMN',
    `A query of json must read more than '${name}', the column of records that do not fit. Cache the DataFrame first, or name another column.`,
    { sqlState: '0A000' },
  );
}
