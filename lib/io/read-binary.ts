import { readFileSync, statSync } from 'node:fs';
import { ExecutionError } from '#lib/errors.js';
import * as t from '#lib/types/data-type.js';
import type { SourceTask } from '#lib/workers/task.js';
import { fileSource, type FileSourceState } from './file-source.js';

/** The columns of files whole. */
export const binaryColumns = t.struct([
  t.field('path', t.string),
  t.field('modificationTime', t.timestamp),
  t.field('length', t.long),
  t.field('content', t.binary),
]);

const MOST = 2 ** 31 - 1;

/** Reads files whole in the workers, a row each. A file whose contents nobody asks for is not opened. */
export const readBinary: SourceTask<FileSourceState> = (state, context) =>
  fileSource(
    state,
    context,
    (fields) =>
      function* ({ path }) {
        const stats = statSync(path);
        if (stats.size > MOST)
          throw new ExecutionError(
            'EXCEED_LIMIT_LENGTH',
            `'${path}' must have at most ${MOST} bytes to be one value; it has ${stats.size}`,
          );
        const values: Readonly<Record<string, () => unknown>> = {
          path: () => `file:${path}`,
          modificationTime: () => BigInt(Math.floor(stats.mtimeMs)) * 1000n,
          length: () => stats.size,
          content: () => readFileSync(path),
        };
        yield [fields.map((f) => values[f.name]?.())];
      },
  );
