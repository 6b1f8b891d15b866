import { AnalysisError } from '#lib/errors.js';
import type { DataFile } from '#lib/io/data-files.js';
import { flagOption, unescapeOption } from '#lib/io/file-options.js';
import type { FileSourceState } from '#lib/io/file-source.js';
import { folderValuesOf, withFolders } from '#lib/io/folder-columns.js';
import { jsonSchema } from '#lib/io/json/json-schema.js';
import { libsvmSchema } from '#lib/io/libsvm-schema.js';
import { planSplits } from '#lib/io/plan-splits.js';
import { binaryColumns } from '#lib/io/read-binary.js';
import { isSplittable } from '#lib/io/text-pieces.js';
import { relation, type SourceRelation } from '#lib/plan/relation.js';
import * as t from '#lib/types/data-type.js';
import type { StructType } from '#lib/types/data-type.js';
import { typeName } from '#lib/types/type-name.js';
import { unsupportedType } from './unsupported-type.js';
import { type FoundFiles, noSchema, wholeFiles } from './found-files.js';

const TASKS = {
  csv: { file: '#lib/io/csv/read-csv.js', name: 'readCsv' },
  json: { file: '#lib/io/json/read-json.js', name: 'readJson' },
  text: { file: '#lib/io/read-text.js', name: 'readText' },
  libsvm: { file: '#lib/io/read-libsvm.js', name: 'readLibsvm' },
  binary: { file: '#lib/io/read-binary.js', name: 'readBinary' },
  arrow: { file: '#lib/io/read-arrow.js', name: 'readArrow' },
} as const;

/** Files that the workers read; of those whose parts can be read alone, parts. */
export function workerScan(found: FoundFiles, name: keyof typeof TASKS, stored: StructType, wholeOnly: boolean): SourceRelation {
  const { files, options, folders, tools } = found;
  const schema = withFolders(stored, folders);
  const state: FileSourceState = { format: name, schema, folders: folders.map((f) => f.name), options, timeZone: tools.timeZone };
  const form = {
    encoding: options['encoding'] ?? options['charset'] ?? 'UTF-8',
    lineSep: options['linesep'] === undefined ? undefined : unescapeOption(options['linesep']),
  };
  const task = TASKS[name];
  return relation<SourceRelation>({
    kind: 'source',
    name,
    schema,
    paths: files.map((file) => file.path),
    task: { module: import.meta.resolve(task.file), name: task.name, key: `${task.name}-${JSON.stringify(state)}`, state },
    splits: planSplits(files, {
      parallelism: tools.parallelism,
      splittable: (file: DataFile) => !wholeOnly && isSplittable(file.path, form),
      values: (file) => folderValuesOf(file, folders, tools.timeZone),
    }),
  });
}

export function scanJson(found: FoundFiles): SourceRelation {
  const { files, options, schema } = found;
  if (schema === undefined && files.length === 0) noSchema('JSON');
  return workerScan(found, 'json', schema ?? jsonSchema(wholeFiles(files), options), flagOption(options, 'multiLine', false));
}

/** One column of text, called `value` unless a schema calls it otherwise. */
export function scanText(found: FoundFiles): SourceRelation {
  const names = new Set(found.folders.map((f) => f.name));
  const stored =
    found.schema === undefined ? t.struct([t.field('value', t.string)]) : t.struct(found.schema.fields.filter((f) => !names.has(f.name)));
  const wrong = stored.fields.find((f) => f.type.kind !== 'string');
  if (wrong !== undefined) unsupportedType('Text', wrong.name, typeName(wrong.type));
  if (stored.fields.length !== 1)
    throw new AnalysisError('TEXT_DATA_SOURCE_COLUMNS', `Text must have one column; the schema has ${stored.fields.length}`);
  return workerScan(found, 'text', stored, flagOption(found.options, 'wholetext', false));
}

/** Files whole, a row each. */
export const scanBinary = (found: FoundFiles): SourceRelation => workerScan(found, 'binary', binaryColumns, true);

/** Labels and sparse vectors: `numFeatures` says how long they are; else all files are looked at for it. */
export function scanLibsvm(found: FoundFiles): SourceRelation {
  if (found.files.length === 0) noSchema('LibSVM');
  return workerScan(found, 'libsvm', libsvmSchema(wholeFiles(found.files), found.options), false);
}
