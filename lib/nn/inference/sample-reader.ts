import type { Vector } from 'apache-arrow';
import { compilePreprocessing } from '#lib/image/compile-preprocessing.js';
import type { PreprocessingJSON } from '#lib/image/preprocessing.js';
import type { Random } from '#lib/image/random.js';
import { numberRows, type RowPlace } from './number-rows.js';

/** The samples in the rows of a column of one batch. */
export interface SampleRows {
  isNull(row: number): boolean;
  /** Whether there is a null inside the row's array. */
  hasNull(row: number): boolean;
  /** Writes the sample of a row to `target` from `offset` on; a promise where that takes other threads. `random` is for steps that draw. */
  read(row: number, target: Float32Array, offset: number, random: () => Random): Promise<void> | void;
}

/** Opens the samples of a column; `column` is its name in errors, `place` where a row is. */
export type SampleReader = (vector: Vector, column: string, place?: RowPlace) => SampleRows;

/** Reads samples of `width` numbers: the numbers in the column's rows, or what `preprocessing` makes of its values. */
export async function sampleReader(width: number, preprocessing: PreprocessingJSON | undefined): Promise<SampleReader> {
  if (preprocessing === undefined) {
    return (vector, column, place) => {
      const rows = numberRows(vector, column, place);
      return { isNull: rows.isNull, hasNull: rows.hasNull, read: (row, target, offset) => rows.copy(row, target, offset, width) };
    };
  }
  const compiled = await compilePreprocessing(preprocessing);
  return (vector) => ({
    isNull: (row) => !vector.isValid(row),
    hasNull: () => false, // the steps say what they take
    // A view of just this sample's place: a tensor of another size cannot spill over into its neighbour.
    read: (row, target, offset, random) => compiled.apply(vector.get(row), random(), target.subarray(offset, offset + width), 0),
  });
}
