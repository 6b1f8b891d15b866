import * as t from '#lib/types/data-type.js';
import type { DataType, StructType } from '#lib/types/data-type.js';
import { zoneOf } from '#lib/time/zone.js';
import { type FileOptions, flagOption } from '../file-options.js';
import { textParser } from '../parse-text-value.js';
import { sampler } from '../sampler.js';
import { type FilePart, textPieces } from '../text-pieces.js';
import { type CsvFormat, csvFormat } from './csv-format.js';
import { firstRecord, recordsOf } from './csv-records.js';

/**
 * The columns of csv files as Spark finds them: called as the first record says, or `_c0`, `_c1`, … without a header; text.
 * Undefined where no file has a record. The largest file comes first, as in Spark.
 */
export function csvColumns(files: readonly FilePart[], options: FileOptions): string[] | undefined {
  const format = csvFormat(options);
  for (const file of files) {
    const first = firstRecord(textPieces(file, format), format);
    if (first !== undefined) return namesOf(first.values, format);
  }
  return undefined;
}

/** Names as Spark makes them: repeats get their place behind them, empty ones are called by it. */
function namesOf(record: readonly (string | null)[], { header, nullValue }: CsvFormat): string[] {
  if (!header) return record.map((_, i) => `_c${i}`);
  const folded = record.map((name) => name?.toLowerCase());
  return record.map((name, i) =>
    name === null || name === '' || name === nullValue
      ? `_c${i}`
      : folded.indexOf(name.toLowerCase()) !== folded.lastIndexOf(name.toLowerCase())
        ? `${name}${i}`
        : name,
  );
}

/** The narrowest types that hold every value of the columns, for which all rows are read while this thread waits. */
export function csvTypes(files: readonly FilePart[], names: readonly string[], options: FileOptions, timeZone: string): StructType {
  const format = csvFormat(options);
  const typeOf = valueTyper(options, timeZone);
  const types = names.map((): DataType => t.nullType);
  const chosen = sampler(options);
  for (const file of files) {
    let header = format.header;
    for (const records of recordsOf(textPieces(file, format), format))
      for (const { values } of records) {
        if (header) header = false;
        else if (chosen()) for (let i = 0; i < types.length; i++) types[i] = wider(types[i]!, values[i], format, typeOf);
      }
  }
  return t.struct(names.map((name, i) => t.field(name, types[i]!.kind === 'null' ? t.string : types[i]!)));
}

function wider(type: DataType, text: string | null | undefined, { nullValue }: CsvFormat, typeOf: (text: string) => DataType): DataType {
  if (text === null || text === undefined || text === nullValue || text === '' || type.kind === 'string') return type;
  const own = typeOf(text);
  if (type.kind === 'null' || own === type) return own;
  const [a, b] = [RANK.indexOf(type.kind), RANK.indexOf(own.kind)];
  if (a !== -1 && b !== -1) {
    if (type.kind === 'decimal' || own.kind === 'decimal') return widerDecimal(type, own);
    return a > b ? type : own;
  }
  if (type.kind === own.kind) return own;
  return isTime(type) && isTime(own) ? t.timestamp : t.string;
}

const RANK: readonly string[] = ['integer', 'long', 'decimal', 'double'];
const isTime = (type: DataType): boolean => type.kind === 'date' || type.kind === 'timestamp';
const DIGITS: Readonly<Record<string, number>> = { integer: 10, long: 20 };

function widerDecimal(a: DataType, b: DataType): DataType {
  if (a.kind === 'double' || b.kind === 'double') return t.double;
  const digits = (type: DataType): number => (type.kind === 'decimal' ? type.precision : DIGITS[type.kind]!);
  return t.decimal(Math.min(38, Math.max(digits(a), digits(b))), 0);
}

/** What says of which type a text is, by itself. */
function valueTyper(options: FileOptions, timeZone: string): (text: string) => DataType {
  const zone = zoneOf(options['timezone'] ?? timeZone);
  const parse = (type: DataType) => textParser(type, options, zone)!;
  const [double, timestamp, decimal] = [parse(t.double), parse(t.timestamp), parse(t.decimal(38, 0))];
  const date = flagOption(options, 'preferDate', true) ? parse(t.date) : () => undefined;
  const looksLikeDate = options['dateformat'] !== undefined ? /^/ : /^\d{4}-\d\d-\d\d$/;
  const looksLikeTime = options['timestampformat'] !== undefined ? /^/ : /^\d{4}-\d\d-\d\d(?:[ T]|$)/;
  return (text) => {
    if (/^[+-]?\d+$/.test(text)) {
      const value = Number(text);
      if (value < 2 ** 31 && value >= -(2 ** 31)) return t.integer;
      if (parse(t.long)(text) !== undefined) return t.long;
      const digits = text.replace(/^[+-]?0*/, '').length;
      if (digits <= 38) return t.decimal(digits, 0);
    }
    if (decimal(text) !== undefined && /^[+-]?\d{1,3}(?:,\d{3})+$/.test(text)) return t.decimal(text.replace(/\D/g, '').length, 0);
    if (double(text) !== undefined) return t.double;
    if (looksLikeDate.test(text) && date(text) !== undefined) return t.date;
    if (looksLikeTime.test(text) && timestamp(text) !== undefined) return t.timestamp;
    return /^(?:true|false)$/i.test(text) ? t.boolean : t.string;
  };
}
