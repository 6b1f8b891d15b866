import type { Vector } from 'apache-arrow';
import { numberRows } from './number-rows.js';

/** The samples in the rows of a column of one batch. */
export interface SampleRows {
  isNull(row: number): boolean;
  /** Writes the sample of a row to `target` from `offset` on; a promise where that takes other threads. */
  read(row: number, target: Float32Array, offset: number): Promise<void> | void;
}

/** Reads the numbers of a column as samples of `width` numbers. */
export function sampleRows(vector: Vector, column: string, width: number): SampleRows {
  const rows = numberRows(vector, column);
  return { isNull: rows.isNull, read: (row, target, offset) => rows.copy(row, target, offset, width) };
}
