import type { SourceTask } from '#lib/workers/task.js';
import { flagOption, unescapeOption } from './file-options.js';
import { fileSource, type FileSourceState } from './file-source.js';
import { linesOf, streamPieces } from './text-pieces.js';

/** Reads the lines of text files in the workers, or with `wholetext` each file as one value. */
export const readText: SourceTask<FileSourceState> = (state, context) =>
  fileSource(state, context, (fields) => {
    const lineSep = state.options['linesep'] === undefined ? undefined : unescapeOption(state.options['linesep']);
    const whole = flagOption(state.options, 'wholetext', false);
    const form = { encoding: state.options['encoding'] ?? 'UTF-8', lineSep };
    const rowOf = fields.length === 0 ? () => [] : (value: string) => [value];
    return async function* (part) {
      if (!whole) {
        for await (const piece of streamPieces(part, form)) yield linesOf(piece, lineSep).map(rowOf);
        return;
      }
      let text = '';
      for await (const piece of streamPieces(part, form)) text += piece;
      yield [rowOf(text)];
    };
  });
