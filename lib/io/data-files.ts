import { readdirSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { AnalysisError } from '#lib/errors.js';
import { type FileOptions, flagOption } from './file-options.js';
import { folderValues, type FolderValue } from './partition-folders.js';
import { globPattern } from './glob-pattern.js';
import { localPath, matching, statsOf } from './list-files.js';

/** A file of rows. */
export interface DataFile {
  readonly path: string;
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly modified: number;
  /** What the folders above say, in the order of the path. */
  readonly values: readonly FolderValue[];
}

/**
 * The files of paths and globs as Spark lists them: of a folder those in it and in its folders `name=value`, or all below it
 * with `recursiveFileLookup`. Names that begin with `_` or `.` are no data. Options: `basePath`, `pathGlobFilter`. Throws
 * PATH_NOT_FOUND where a path has nothing; a folder without data gives no files.
 */
export function dataFiles(paths: readonly string[], options: FileOptions): DataFile[] {
  const roots = paths.flatMap(rootsOf);
  const leaves = roots.flatMap((root) => (root.folder ? below(root.path) : fileAt(root.path)));
  const filter = options['pathglobfilter'];
  const wanted = filter === undefined ? leaves : leaves.filter((file) => globPattern(filter).test(basename(file.path)));
  if (flagOption(options, 'recursiveFileLookup', false)) return wanted;
  const divided = withValues(wanted, baseOf(roots, options));
  if (divided.some((file) => file.values.length > 0)) return divided.filter((file) => file.values.length > 0);
  const direct = new Set(roots.map((root) => root.path));
  return divided.filter((file) => direct.has(dirname(file.path)) || direct.has(file.path));
}

interface Root {
  readonly path: string;
  readonly folder: boolean;
}

function rootsOf(given: string): Root[] {
  const path = localPath(given);
  const stats = path === undefined ? undefined : statsOf(path);
  if (path !== undefined && stats !== undefined) return [{ path, folder: stats.isDirectory() }];
  const found = path === undefined ? [] : matching(path).sort((a, b) => (a < b ? -1 : 1));
  if (found.length === 0)
    throw new AnalysisError('PATH_NOT_FOUND', `Path does not exist: '${given}'. Name a file, a folder or a glob such as DIR/*.csv.`, {
      sqlState: '42K03',
    });
  return found.flatMap((match) => {
    const matched = statsOf(match);
    return matched === undefined ? [] : [{ path: match, folder: matched.isDirectory() }];
  });
}

/** Where the columns of folders begin. */
function baseOf(roots: readonly Root[], options: FileOptions): ReadonlySet<string> {
  const given = options['basepath'];
  if (given === undefined) return new Set(roots.map((root) => (root.folder ? root.path : dirname(root.path))));
  const base = localPath(given);
  if (base === undefined || statsOf(base)?.isDirectory() !== true)
    throw new AnalysisError('INVALID_OPTION', `Option 'basePath' must be a folder; got '${given}'`, { sqlState: '22023' });
  return new Set([base]);
}

function withValues(files: readonly DataFile[], bases: ReadonlySet<string>): DataFile[] {
  const folders = new Map<string, ReturnType<typeof folderValues>>();
  for (const folder of new Set(files.map((file) => dirname(file.path)))) folders.set(folder, folderValues(folder, bases));
  const divided = [...folders.values()].filter(({ values }) => values.length > 0);
  const starts = new Set(divided.map(({ root }) => root));
  if (starts.size > 1)
    throw new AnalysisError(
      'CONFLICTING_DIRECTORY_STRUCTURES',
      `Folders name=value must begin in one folder; they begin in '${[...starts].join("', '")}'. Give that folder as option('basePath', …), or read them one by one and union.`,
      { sqlState: 'KD009' },
    );
  const names = new Set(divided.map(({ values }) => values.map(({ name }) => name).join('/')));
  if (names.size > 1)
    throw new AnalysisError(
      'CONFLICTING_PARTITION_COLUMN_NAMES',
      `All folders of a path must have the same columns; they have ${[...names].join(' and ')}. Files must lie only in the innermost folders.`,
      { sqlState: 'KD009' },
    );
  return files.map((file) => ({ ...file, values: folders.get(dirname(file.path))!.values }));
}

/** The files below a folder. `above` are the folders on the way to it, so that links that go round end. */
function below(folder: string, above: readonly string[] = []): DataFile[] {
  const real = realpathSync(folder);
  if (above.includes(real)) return [];
  return readdirSync(folder)
    .filter((name) => !isHidden(name))
    .sort((a, b) => (a < b ? -1 : 1))
    .flatMap((name) => {
      const path = join(folder, name);
      const stats = statsOf(path);
      if (stats === undefined) return []; // a link to nowhere
      return stats.isDirectory() ? below(path, [...above, real]) : stats.isFile() ? fileAt(path) : [];
    });
}

/** A column may begin with an underscore: `_x=1` is data. */
const isHidden = (name: string): boolean => name.startsWith('.') || (name.startsWith('_') && !name.includes('='));

/** None where it has gone meanwhile. */
function fileAt(path: string): DataFile[] {
  const stats = statsOf(path);
  return stats === undefined ? [] : [{ path, bytes: stats.size, modified: stats.mtimeMs, values: [] }];
}
