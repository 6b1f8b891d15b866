import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './project-files.js';

/** What a user can import: `kindling`, `kindling/ml`, with the declarations of each. */
export interface Entry {
  readonly name: string;
  readonly types: string;
}

/** The entries of package.json's `exports` that are built; one whose source does not exist is none. */
export function builtEntries(): Entry[] {
  return declaredEntries().filter(({ types }) => existsSync(join(root, types)));
}

/** The entries that package.json declares. */
export function declaredEntries(): Entry[] {
  const { name, exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    name: string;
    exports: Record<string, string | { types: string }>;
  };
  return Object.entries(exports).flatMap(([key, target]) =>
    typeof target === 'string' ? [] : [{ name: `${name}${key.slice(1)}`, types: target.types }],
  );
}
