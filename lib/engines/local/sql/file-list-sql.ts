import { remotePath } from '../files/remote-path.js';
import { quoteText } from './quote.js';

/** Files as a list of DuckDB's, whose names are no globs. */
export const fileListSql = (paths: readonly string[]): string => `[${paths.map((path) => quoteText(globLiteral(path))).join(', ')}]`;

/** A path that DuckDB takes as it is. On the network, globs are DuckDB's to find. */
export const globLiteral = (path: string): string => (remotePath(path) === undefined ? path.replace(/[[*?]/g, '[$&]') : path);

/** The reader's options for columns of folders: as text, and none that the files' folders do not have. */
export const foldersSql = (folders: readonly string[]): string[] =>
  folders.length === 0 ? ['hive_partitioning = false'] : ['hive_partitioning = true', 'hive_types_autocast = false'];
