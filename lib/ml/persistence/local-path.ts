import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ParamError } from '#lib/errors.js';
import { showValue } from '#lib/show-value.js';

/** The absolute path of a folder given as a path, a `file:` URL or its text. Other schemes are refused. */
export function localPath(dir: string | URL): string {
  const text = String(dir);
  if (/^file:/i.test(text)) return fileURLToPath(text.replace(/^file:\/*/i, 'file:///'));
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(text) || text === '') {
    throw new ParamError(`A folder of a saved stage must be a local path or a file: URL; got ${showValue(text)}`);
  }
  return resolve(text);
}
