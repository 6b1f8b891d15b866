import { AnalysisError } from '#lib/errors.js';
import type { DataFile } from '#lib/io/data-files.js';
import type { FileOptions } from '#lib/io/file-options.js';
import type { FilePart } from '#lib/io/text-pieces.js';
import type { Field, StructType } from '#lib/types/data-type.js';
import type { Connection } from '../duckdb/connection.js';

/** What looking at files needs of the engine. */
export interface ScanTools {
  /** A connection; whoever takes it closes it. */
  connect(): Connection;
  readonly parallelism: number;
  readonly timeZone: string;
}

/** Files that were found, with what they are to be read by. */
export interface FoundFiles {
  readonly format: string;
  readonly files: readonly DataFile[];
  /** In small letters. */
  readonly options: FileOptions;
  readonly schema: StructType | undefined;
  readonly folders: readonly Field[];
  readonly tools: ScanTools;
}

/** The files as parts that are read whole, the largest first, as Spark looks at them. */
export const wholeFiles = (files: readonly DataFile[]): FilePart[] =>
  [...files].sort((a, b) => b.bytes - a.bytes).map(({ path }) => ({ path, from: 0, to: Infinity }));

/** Of files that have no schema, nor were given one. */
export function noSchema(format: string): never {
  throw new AnalysisError(
    'UNABLE_TO_INFER_SCHEMA',
    `Unable to infer schema for ${format}: there are no files with data. Say it: .schema('id bigint, …').`,
    { sqlState: '42KD9' },
  );
}
