import { closeSync, openSync, readSync } from 'node:fs';
import { ExecutionError } from '#lib/errors.js';
import type { FilePart } from './text-pieces.js';

/** The error of a record that does not fit where the mode is FAILFAST. `index` counts lines in the part, from 0. */
export function malformedRecord(part: FilePart, index: number, record: string, why: string, cause?: unknown): ExecutionError {
  const shown = record.length > 200 ? `${record.slice(0, 200)}…` : record;
  return new ExecutionError(
    'MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION',
    `Line ${lineFeedsBefore(part) + index + 1} of '${part.path}' must fit the schema: ${why}; got ${shown}. Read it with option('mode', 'PERMISSIVE') to get null there.`,
    { sqlState: '22023', ...(cause !== undefined && { cause }) },
  );
}

/** How many lines of the file end before the first one of the part. */
function lineFeedsBefore({ path, from }: FilePart): number {
  if (from === 0) return 0;
  const file = openSync(path, 'r');
  try {
    const chunk = Buffer.allocUnsafe(1 << 20);
    let lines = 0;
    for (let at = 0; ; ) {
      const read = readSync(file, chunk, 0, chunk.length, at);
      for (let found = chunk.indexOf(10); found !== -1 && found < read; found = chunk.indexOf(10, found + 1)) {
        lines++;
        if (at + found >= from - 1) return lines;
      }
      if (read === 0) return lines;
      at += read;
    }
  } finally {
    closeSync(file);
  }
}
