import { AnalysisError } from '#lib/errors.js';
import { parseDate } from '#lib/time/parse-date.js';
import { zoneOf } from '#lib/time/zone.js';
import * as t from '#lib/types/data-type.js';
import type { Field, StructType } from '#lib/types/data-type.js';
import { typeName } from '#lib/types/type-name.js';
import type { DataFile } from './data-files.js';
import { textParser } from './parse-text-value.js';
import { partitionType } from './partition-type.js';

/** The columns that the folders of files give, in the types that the user says or that all their values have. */
export function folderColumns(files: readonly DataFile[], given: StructType | undefined): Field[] {
  const names = files[0]?.values.map(({ name }) => name) ?? [];
  return names.map((name, i) => {
    const said = given?.fields.find((f) => f.name.toLowerCase() === name.toLowerCase());
    return t.field(said?.name ?? name, said?.type ?? partitionType(files.map((file) => file.values[i]!.text)));
  });
}

/** The raw values that a file's folders give. Throws where a value is not of the type that the user says. */
export function folderValuesOf(file: DataFile, columns: readonly Field[], timeZone: string): unknown[] {
  return columns.map(({ name, type }, i) => {
    const text = file.values[i]!.text;
    if (text === null) return null;
    const value = type.kind === 'date' ? parseDate(text) : textParser(type, {}, zoneOf(timeZone))?.(text);
    if (value === undefined)
      throw new AnalysisError(
        'CAST_INVALID_INPUT',
        `The folder of '${file.path}' must give column '${name}' a value of type ${typeName(type)}; it gives '${text}'. Say another type for it in .schema(…).`,
        { sqlState: '22018' },
      );
    return value;
  });
}

/** The columns of the files, and behind them those of their folders, which take the place of columns of their name. */
export function withFolders(stored: StructType, folders: readonly Field[]): StructType {
  const names = new Set(folders.map((f) => f.name.toLowerCase()));
  // files may have nulls whatever the schema says
  const kept = stored.fields.filter((f) => !names.has(f.name.toLowerCase())).map((f) => ({ ...f, nullable: true }));
  return t.struct([...kept, ...folders]);
}
