import { readFile, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ExecutionError } from '#lib/errors.js';
import type { Json, ParamsJson } from '../param/index.js';
import { showValue } from '#lib/show-value.js';
import type { FileEntry } from './file-entry.js';
import { invalidSavedStage } from './saved-stage-error.js';

/** The newest layout of folders that this version reads, and the one that it writes. */
export const FORMAT_VERSION = 1;
export const METADATA_FILE = 'metadata.json';

/** What `metadata.json` holds: all of a stage but its data files, and a list of these. */
export interface Metadata extends ParamsJson {
  readonly formatVersion: number;
  readonly libraryVersion: string;
  /** When it was saved, in milliseconds since 1970. */
  readonly timestamp: number;
  readonly defaultParams: ParamsJson['params'];
  /** What `saveData` returned. */
  readonly data?: Json;
  readonly files: readonly FileEntry[];
}

export async function writeMetadata(
  dir: string,
  metadata: Omit<Metadata, 'formatVersion' | 'libraryVersion' | 'timestamp'>,
): Promise<void> {
  const { version } = createRequire(import.meta.url)('kindling/package.json') as { version: string };
  const whole: Metadata = { formatVersion: FORMAT_VERSION, libraryVersion: version, timestamp: Date.now(), ...metadata };
  await writeFile(join(dir, METADATA_FILE), `${JSON.stringify(whole, null, 2)}\n`);
}

/** Reads and checks the metadata of a folder that `save` wrote; the errors say what is wrong with the folder. */
export async function readMetadata(dir: string): Promise<Metadata> {
  const text = await readFile(join(dir, METADATA_FILE), 'utf8').catch((cause: unknown) => missing(dir, cause));
  const metadata = parse(dir, text);
  if (metadata.formatVersion > FORMAT_VERSION) {
    throw invalidSavedStage(
      dir,
      `it has format ${metadata.formatVersion}, written by kindling ${metadata.libraryVersion}; this version reads formats up to ${FORMAT_VERSION}. Update kindling`,
    );
  }
  return metadata;
}

async function missing(dir: string, cause: unknown): Promise<never> {
  const found = await stat(dir).catch(() => undefined);
  if (found === undefined)
    throw new ExecutionError('PATH_NOT_FOUND', `No saved stage at '${dir}': there is no such folder`, { cause, sqlState: '42K03' });
  if (!found.isDirectory()) throw invalidSavedStage(dir, 'it must be a folder that save() wrote; it is a file', cause);
  const jvm = await stat(join(dir, 'metadata', '_SUCCESS')).catch(() => undefined);
  throw invalidSavedStage(
    dir,
    jvm === undefined
      ? `it has no ${METADATA_FILE}, so it is not a saved stage, or only a part of one`
      : "it was saved by Spark on the JVM, in Spark's own layout; load it with Spark",
    cause,
  );
}

function parse(dir: string, text: string): Metadata {
  let json: Partial<Record<keyof Metadata, unknown>> | null;
  try {
    json = JSON.parse(text) as typeof json;
  } catch (cause) {
    throw invalidSavedStage(dir, `${METADATA_FILE} is not JSON (cut short or overwritten)`, cause);
  }
  for (const [key, fits, must] of EXPECTED) {
    const value = json?.[key];
    if (!fits(value)) throw invalidSavedStage(dir, `'${key}' in ${METADATA_FILE} must be ${must}; got ${showValue(value)}`);
  }
  return json as unknown as Metadata;
}

const isObject = (v: unknown): boolean => typeof v === 'object' && v !== null && !Array.isArray(v);
const isText = (v: unknown): boolean => typeof v === 'string' && v !== '';
const EXPECTED: readonly (readonly [keyof Metadata, (value: unknown) => boolean, string])[] = [
  ['formatVersion', (v) => Number.isInteger(v) && (v as number) >= 1, 'an integer >= 1'],
  ['libraryVersion', isText, 'a version'],
  ['class', isText, 'the name of a class'],
  ['uid', isText, 'a uid'],
  ['params', isObject, 'an object'],
  ['defaultParams', isObject, 'an object'],
  ['files', (v) => Array.isArray(v) && v.every(isObject), 'a list of files'],
];
