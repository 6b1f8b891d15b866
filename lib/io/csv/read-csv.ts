import { ExecutionError } from '#lib/errors.js';
import { zoneOf } from '#lib/time/zone.js';
import type { Field } from '#lib/types/data-type.js';
import { typeName } from '#lib/types/type-name.js';
import type { SourceTask } from '#lib/workers/task.js';
import { corruptColumn, flagOption, parseMode } from '../file-options.js';
import { fileSource, type FileSourceState, type ReadRows } from '../file-source.js';
import { malformedRecord } from '../malformed-record.js';
import { type ParseText, textParser } from '../parse-text-value.js';
import type { FilePart } from '../text-pieces.js';
import { csvFormat } from './csv-format.js';
import { csvRecords, type RawRecord } from './csv-records.js';

/** Reads csv files in the workers, by Spark's rules to the letter. */
export const readCsv: SourceTask<FileSourceState> = (state, context) => fileSource(state, context, (fields) => csvReader(state, fields));

/** How a column of the result is made of a record. */
interface Column {
  /** The place in the record; undefined for the record itself, which is kept where it does not fit. */
  readonly index: number | undefined;
  readonly name: string;
  readonly type: string;
  readonly parse: ParseText;
}

function csvReader(state: FileSourceState, fields: readonly Field[]): ReadRows {
  const format = csvFormat(state.options);
  const mode = parseMode(state.options);
  const corrupt = corruptColumn(state.options);
  const stored = state.schema.fields.filter((f) => !state.folders.includes(f.name) && f.name !== corrupt);
  const zone = zoneOf(state.options['timezone'] ?? state.timeZone);
  const columns = fields.map(({ name, type }): Column => {
    const found = stored.findIndex((f) => f.name === name);
    return { index: found === -1 ? undefined : found, name, type: typeName(type), parse: textParser(type, state.options, zone)! };
  });
  const enforce = flagOption(state.options, 'enforceSchema', true);
  return async function* (part) {
    let header = format.header && part.from === 0;
    for await (const records of csvRecords(part, format)) {
      const rows: unknown[][] = [];
      for (const record of records) {
        if (header) {
          header = false;
          if (!enforce) checkHeader(record, stored, part);
          continue;
        }
        const { row, fault } = rowOf(record, columns, stored.length, format.nullValue);
        if (fault !== undefined && mode === 'DROPMALFORMED') continue;
        if (fault !== undefined && mode === 'FAILFAST') throw malformedRecord(part, record.line, record.text, fault);
        rows.push(row);
      }
      yield rows;
    }
  };
}

function rowOf(
  record: RawRecord,
  columns: readonly Column[],
  width: number,
  nullValue: string,
): { row: unknown[]; fault: string | undefined } {
  const { values } = record;
  let fault = values.length === width ? undefined : `it must have ${width} values; it has ${values.length}`;
  const row = columns.map(({ index, name, type, parse }) => {
    const text = index === undefined ? undefined : values[index];
    if (text === undefined || text === null || text === nullValue) return null;
    const value = parse(text);
    if (value === undefined) fault ??= `column '${name}' must be ${type}`;
    return value ?? null;
  });
  if (fault !== undefined) for (let i = 0; i < columns.length; i++) if (columns[i]!.index === undefined) row[i] = record.text;
  return { row, fault };
}

function checkHeader({ values }: RawRecord, stored: readonly Field[], part: FilePart): void {
  const names = stored.map((f) => f.name);
  if (values.length === names.length && values.every((value, i) => value?.toLowerCase() === names[i]!.toLowerCase())) return;
  throw new ExecutionError(
    'FAILED_READ_FILE.NO_HINT',
    `The header of '${part.path}' must be the columns ${names.join(', ')}; it is ${values.join(', ')}. Read it with option('enforceSchema', true) to take columns by place.`,
    { sqlState: 'KD001' },
  );
}
