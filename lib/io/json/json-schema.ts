import { AnalysisError } from '#lib/errors.js';
import * as t from '#lib/types/data-type.js';
import type { DataType, StructType } from '#lib/types/data-type.js';
import { corruptColumn, type FileOptions, parseMode } from '../file-options.js';
import { malformedRecord } from '../malformed-record.js';
import { sampler } from '../sampler.js';
import { type FilePart, textPieces } from '../text-pieces.js';
import { JsonArray, type JsonNode, JsonObject } from './json-node.js';
import { JsonParser, JsonSyntaxError } from './json-parser.js';
import { jsonForm, JsonSplitter, type JsonText, rowsOf } from './json-records.js';
import { columnType, jsonType, type JsonTyping, jsonTyping, widerJson } from './json-type.js';

/**
 * The schema of json files as Spark infers it from all rows (or a share of them, `samplingRatio`): fields in the order of
 * their names, and the column of records that do not fit where there are any. This thread waits while the files are read.
 */
export function jsonSchema(files: readonly FilePart[], options: FileOptions): StructType {
  const typing = jsonTyping(options);
  const parser = new JsonParser(options);
  const chosen = sampler(options);
  let type: DataType = t.struct([]);
  for (const part of files) {
    const splitter = new JsonSplitter(options);
    const add = (texts: readonly JsonText[]): void => {
      for (const text of texts) if (chosen()) type = widerJson(type, typeOfText(text, part, parser, typing, options));
    };
    for (const piece of textPieces(part, jsonForm(options))) add(splitter.add(piece));
    add(splitter.end());
  }
  const schema = (columnType(type, typing) ?? t.struct([])) as StructType;
  checkNames(schema);
  return schema;
}

function typeOfText(text: JsonText, part: FilePart, parser: JsonParser, typing: JsonTyping, options: FileOptions): DataType {
  let fault = 'it must be an object';
  try {
    const node = parser.parse(text.text);
    if (node === undefined) return t.struct([]);
    const rows = rowsOf(node);
    if (rows.every((row) => row instanceof JsonObject)) {
      rows.forEach(checkRepeats);
      return rows.map((row) => jsonType(row, typing)).reduce<DataType>((a, b) => widerJson(a, b), t.struct([]));
    }
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
    fault = error.message;
  }
  const mode = parseMode(options);
  if (mode === 'FAILFAST') throw malformedRecord(part, text.line, text.text, fault);
  return t.struct(mode === 'PERMISSIVE' ? [t.field(corruptColumn(options), t.string)] : []);
}

function checkRepeats(node: JsonNode): void {
  if (node instanceof JsonArray) node.items.forEach(checkRepeats);
  if (!(node instanceof JsonObject)) return;
  if (new Set(node.names).size < node.names.length) repeated(node.names.find((name, i) => node.names.indexOf(name) < i)!);
  node.values.forEach(checkRepeats);
}

function checkNames(schema: StructType): void {
  const folded = schema.fields.map((f) => f.name.toLowerCase());
  const again = folded.findIndex((name, i) => folded.indexOf(name) < i);
  if (again !== -1) repeated(folded[again]!);
}

function repeated(name: string): never {
  throw new AnalysisError(
    'COLUMN_ALREADY_EXISTS',
    `The column '${name}' must be there once; json objects have it more than once, or in other letters. Name the columns: .schema('${name} string, …').`,
    { sqlState: '42711' },
  );
}
