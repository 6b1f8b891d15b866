import { DenseVector } from '#lib/linalg/dense-vector.js';
import { SparseVector } from '#lib/linalg/sparse-vector.js';
import { ExecutionError } from '#lib/errors.js';
import type { VectorType } from '#lib/types/data-type.js';
import type { SourceTask } from '#lib/workers/task.js';
import { fileSource, type FileSourceState } from './file-source.js';
import { type LabeledRow, parseLibsvm } from './parse-libsvm.js';
import { type FilePart, linesOf, streamPieces } from './text-pieces.js';

/** Reads labels and vectors of libsvm files in the workers. */
export const readLibsvm: SourceTask<FileSourceState> = (state, context) =>
  fileSource(state, context, (fields) => {
    return async function* (part) {
      let line = 0;
      for await (const piece of streamPieces(part, { encoding: 'UTF-8', lineSep: undefined })) {
        const rows: unknown[][] = [];
        for (const text of linesOf(piece, undefined)) {
          const row = parseLibsvm(text, part, line++);
          if (row !== undefined) rows.push(fields.map((f) => (f.type.kind === 'vector' ? vectorOf(row, f.type, part) : row.label)));
        }
        yield rows;
      }
    };
  });

function vectorOf({ indices, values }: LabeledRow, { size, layout }: VectorType, part: FilePart): DenseVector | SparseVector {
  const last = indices.at(-1) ?? -1;
  if (last >= size)
    throw new ExecutionError(
      'MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION',
      `Indices of '${part.path}' must be at most ${size}, as option('numFeatures') says; got ${last + 1}`,
      { sqlState: '22023' },
    );
  const sparse = new SparseVector(size, Int32Array.from(indices), Float64Array.from(values));
  return layout === 'sparse' ? sparse : new DenseVector(sparse.toArray());
}
