import { csvColumns, csvTypes } from '#lib/io/csv/csv-schema.js';
import { type CsvFormat, csvFormat } from '#lib/io/csv/csv-format.js';
import { isPlainCsv } from '#lib/io/csv/is-plain-csv.js';
import { corruptColumn, type FileOptions, flagOption, parseMode } from '#lib/io/file-options.js';
import { textParser } from '#lib/io/parse-text-value.js';
import { withFolders } from '#lib/io/folder-columns.js';
import { relation, type ReadRelation, type SourceRelation } from '#lib/plan/relation.js';
import { UTC } from '#lib/time/zone.js';
import * as t from '#lib/types/data-type.js';
import type { StructType } from '#lib/types/data-type.js';
import { typeName } from '#lib/types/type-name.js';
import { guessTypes } from './csv-types.js';
import { type FoundFiles, noSchema, wholeFiles } from './found-files.js';
import { workerScan } from './scan-lines.js';
import { unsupportedType } from './unsupported-type.js';

/**
 * Csv files: DuckDB reads those that every reader takes alike, several times faster than the workers, which read the others
 * by Spark's rules to the letter.
 */
export function scanCsv(found: FoundFiles): ReadRelation | SourceRelation {
  const { files, options, tools } = found;
  const format = csvFormat(options);
  if (found.schema === undefined && files.length === 0) noSchema('CSV');
  const plain = isPlainFormat(format, options, found.schema) && files.every((file) => isPlainCsv(file.path, format));
  const stored = found.schema === undefined ? infer(found, plain) : withFolders(found.schema, found.folders);
  for (const f of stored.fields) if (textParser(f.type, {}, UTC) === undefined) unsupportedType('CSV', f.name, typeName(f.type));
  const own = t.struct(stored.fields.filter((f) => !found.folders.some((folder) => folder.name === f.name)));
  if (!plain || own.fields.length === 0 || files.length === 0) return workerScan(found, 'csv', own, format.multiLine);
  return relation<ReadRelation>({
    kind: 'read',
    format: 'csv',
    paths: files.map((file) => file.path),
    options,
    schema: withFolders(own, found.folders),
    folders: found.folders.map((f) => f.name),
  });
  function infer({ files, options }: FoundFiles, plain: boolean): StructType {
    const parts = wholeFiles(files);
    const names = csvColumns(parts, options) ?? [];
    const texts = t.struct(names.map((name) => t.field(name, t.string)));
    if (names.length === 0 || !flagOption(options, 'inferSchema', false)) return texts;
    if (plain && options['samplingratio'] === undefined) return guessTypes(tools, parts, options, texts);
    return csvTypes(parts, names, options, tools.timeZone);
  }
}

/** Options whose meaning DuckDB's reader does not have, or not to the letter. */
const OWN: readonly string[] = [
  'comment',
  'emptyvalue',
  'nanvalue',
  'positiveinf',
  'negativeinf',
  'dateformat',
  'timestampformat',
  'timestampntzformat',
  'locale',
  'linesep',
  'encoding',
  'charset',
  'maxcolumns',
  'maxcharspercolumn',
  'timezone',
  'ignoremissingfiles',
  'ignorecorruptfiles',
];

function isPlainFormat(format: CsvFormat, options: FileOptions, schema: StructType | undefined): boolean {
  const { separator, quote, nullValue, trimStart, trimEnd } = format;
  return (
    !OWN.some((name) => options[name] !== undefined) &&
    parseMode(options) === 'PERMISSIVE' &&
    flagOption(options, 'enforceSchema', true) &&
    flagOption(options, 'preferDate', true) &&
    isAscii(separator) &&
    (quote === '' || isAscii(quote)) &&
    nullValue === '' &&
    !trimStart &&
    !trimEnd &&
    schema?.fields.every((f) => f.name !== corruptColumn(options)) !== false
  );
}

/** One character of one byte. */
const isAscii = (text: string): boolean => text.length === 1 && text > '\0' && text < '\x80';
