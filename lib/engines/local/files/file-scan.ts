import { AnalysisError } from '#lib/errors.js';
import { dataFiles, type DataFile } from '#lib/io/data-files.js';
import { type FileOptions, foldOptions } from '#lib/io/file-options.js';
import { folderColumns } from '#lib/io/folder-columns.js';
import type { ReadRelation, SourceRelation } from '#lib/plan/relation.js';
import { parseTimestamp } from '#lib/time/parse-timestamp.js';
import { zoneOf } from '#lib/time/zone.js';
import type { StructType } from '#lib/types/data-type.js';
import { sparkError } from '../spark-error.js';
import type { FoundFiles, ScanTools } from './found-files.js';
import { scanArrow } from './scan-arrow.js';
import { scanCsv } from './scan-csv.js';
import { scanBinary, scanJson, scanLibsvm, scanText } from './scan-lines.js';
import { scanJdbc } from './scan-jdbc.js';
import { scanParquet } from './scan-parquet.js';
import { noFormat } from './no-format.js';
import { remotePath } from './remote-path.js';

/** What a DataFrame of files is made of. */
export interface ScanRequest {
  readonly format: string;
  readonly paths: readonly string[];
  readonly options: Readonly<Record<string, string>>;
  /** The user's schema. */
  readonly schema: StructType | undefined;
}

const FORMATS: Readonly<Record<string, (found: FoundFiles) => ReadRelation | SourceRelation>> = {
  parquet: scanParquet,
  csv: scanCsv,
  json: scanJson,
  text: scanText,
  binaryfile: scanBinary,
  arrow: scanArrow,
  feather: scanArrow,
  libsvm: scanLibsvm,
};

/** The relation of files: they are listed now, and looked at for their schema unless it is given. Throws PATH_NOT_FOUND where there are none. */
export function scanFiles(request: ScanRequest, tools: ScanTools): ReadRelation | SourceRelation {
  const format = request.format.toLowerCase();
  if (format === 'jdbc') return scanJdbc(foldOptions(request.options), tools);
  const scan = Object.hasOwn(FORMATS, format) ? FORMATS[format]! : noFormat(request.format, 'read');
  const options = foldOptions(request.options);
  const paths = request.paths.length > 0 ? request.paths : options['path'] === undefined ? [] : [options['path']];
  if (paths.length === 0) throw new AnalysisError('PATH_REQUIRED', `A read of ${request.format} must have a path; got none`);
  try {
    const files = found(paths, options, tools);
    return scan({ format, files, options, schema: request.schema, folders: folderColumns(files, request.schema), tools });
  } catch (error) {
    throw sparkError(error);
  }
}

function found(paths: readonly string[], options: FileOptions, tools: ScanTools): DataFile[] {
  const remote = paths.map(remotePath);
  if (remote.some((path) => path !== undefined)) {
    loadRemote(tools);
    return paths.map((path, i) => ({ path: remote[i] ?? path, bytes: 0, modified: 0, values: [] }));
  }
  return within(dataFiles(paths, options), options, tools.timeZone);
}

/** DuckDB reads from the network by an extension of its own, which is fetched once. */
function loadRemote(tools: ScanTools): void {
  const connection = tools.connect();
  try {
    connection.executeSync('INSTALL httpfs; LOAD httpfs');
  } catch (cause) {
    throw new AnalysisError(
      'UNSUPPORTED_FILE_SYSTEM',
      'Paths of s3, gs and http must be read through the extension httpfs of DuckDB, which cannot be loaded or fetched here. Copy the files to this machine, or run INSTALL httpfs once where there is a network.',
      { cause, sqlState: '0A000' },
    );
  } finally {
    void connection.close();
  }
}

/** The files of the times that `modifiedAfter` and `modifiedBefore` say. */
function within(files: readonly DataFile[], options: FileOptions, timeZone: string): DataFile[] {
  const time = (name: string): number | undefined => {
    const text = options[name.toLowerCase()];
    if (text === undefined) return undefined;
    const micros = parseTimestamp(text, zoneOf(options['timezone'] ?? timeZone));
    if (micros === undefined)
      throw new AnalysisError('INVALID_OPTION', `Option '${name}' must be a time such as 2024-01-31T13:00:00; got '${text}'`, {
        sqlState: '22023',
      });
    return Number(micros / 1000n);
  };
  const [after, before] = [time('modifiedAfter') ?? -Infinity, time('modifiedBefore') ?? Infinity];
  return files.filter((file) => file.modified > after && file.modified < before);
}
