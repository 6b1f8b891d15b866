import { AnalysisError } from '#lib/errors.js';
import * as t from '#lib/types/data-type.js';
import type { StructType } from '#lib/types/data-type.js';
import { type FileOptions, invalidOption } from './file-options.js';
import { parseLibsvm } from './parse-libsvm.js';
import { type FilePart, linesOf, textPieces } from './text-pieces.js';

const FORM = { encoding: 'UTF-8', lineSep: undefined };

/** The label and the vector of libsvm files. Where `numFeatures` does not say how long vectors are, the largest index of all rows does. */
export function libsvmSchema(files: readonly FilePart[], options: FileOptions): StructType {
  const text = options['numfeatures'];
  if (text !== undefined && !/^[1-9]\d{0,8}$/.test(text)) invalidOption('numFeatures', 'a whole number > 0', text);
  const type = (options['vectortype'] ?? 'sparse').toLowerCase();
  if (type !== 'sparse' && type !== 'dense') invalidOption('vectorType', "'sparse' or 'dense'", type);
  const size = text === undefined ? longest(files) : Number(text);
  const vector = t.vector(size);
  return t.struct([
    t.field('label', t.double),
    t.field('features', type === 'dense' ? vector : Object.freeze({ ...vector, layout: 'sparse' as const })),
  ]);
}

function longest(files: readonly FilePart[]): number {
  let size = 0;
  for (const part of files) {
    let line = 0;
    for (const piece of textPieces(part, FORM))
      for (const text of linesOf(piece, undefined)) size = Math.max(size, 1 + (parseLibsvm(text, part, line++)?.indices.at(-1) ?? -1));
  }
  if (size === 0)
    throw new AnalysisError('UNABLE_TO_INFER_SCHEMA', "Vectors without values have no size. Say it: option('numFeatures', n).", {
      sqlState: '42KD9',
    });
  return size;
}
