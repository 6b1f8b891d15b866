import { createHash } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import { AnalysisError } from '#lib/errors.js';
import { imageSchema } from '#lib/image/schema.js';
import { relation, type SourceRelation } from '#lib/plan/relation.js';
import type { ImageSourceState } from './image.js';
import { listFiles } from './list-files.js';
import { splitFiles } from './split-files.js';

/** Files that a folder is searched for. A file that is named, or matches a glob, is taken whatever its name. */
const EXTENSIONS = /\.(jpe?g|png|webp|gif|tiff?|bmp|avif|svg)$/i;
const MODULE = new URL('./image.js', import.meta.url).href;

/**
 * Pictures as a relation, listed now and read when rows are asked for. Options: `minPartitions`, `dropInvalid`, `resizeH` with
 * `resizeW`. Partitions are neighbours in the order of their paths, of about as many bytes each.
 */
export function imageRelation(paths: readonly string[], options: Readonly<Record<string, string>>, parallelism: number): SourceRelation {
  const partitions = count('minPartitions', options['minPartitions'], parallelism);
  const resize = resizeOf(options);
  const files = listFiles(paths, (name) => EXTENSIONS.test(name), 'pictures');
  const list = createHash('sha256')
    .update(files.map(({ path }) => path).join('\0'))
    .digest('hex')
    .slice(0, 16);
  const state: ImageSourceState = { list, dropInvalid: options['dropInvalid'] === 'true', resize };
  const groups = splitFiles(files, partitions);
  return relation<SourceRelation>({
    kind: 'source',
    name: 'image',
    schema: imageSchema,
    task: { module: MODULE, name: 'readImages', key: `readImages-${JSON.stringify(state)}`, state },
    splits: groups.map((files) => [files.map((file) => pathToFileURL(file.path).href)]),
  });
}

function resizeOf(options: Readonly<Record<string, string>>): ImageSourceState['resize'] {
  const { resizeH, resizeW } = options;
  if (resizeH === undefined && resizeW === undefined) return undefined;
  if (resizeH === undefined || resizeW === undefined)
    throw new AnalysisError(
      'INVALID_OPTION',
      `resizeH and resizeW must come together; got only ${resizeH === undefined ? 'resizeW' : 'resizeH'}`,
    );
  return { height: count('resizeH', resizeH, 1), width: count('resizeW', resizeW, 1) };
}

function count(option: string, value: string | undefined, fallback: number): number {
  const n = value === undefined ? fallback : Number(value);
  if (!Number.isInteger(n) || n < 1)
    throw new AnalysisError('INVALID_OPTION', `${option} must be a whole number >= 1; got '${value ?? ''}'`);
  return n;
}
