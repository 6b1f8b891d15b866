import { AnalysisError } from '#lib/errors.js';
import type { StructType } from '#lib/types/data-type.js';
import { TypeGuess } from './type-guess.js';
import { show } from './value-mismatch.js';

/**
 * The schema of rows, from all of them: numbers are bigint where every one is whole and safe, else double; bigints are
 * bigint, Dates timestamp, Uint8Arrays binary, plain objects structs. Rows that are arrays name their columns _1, _2, ….
 * Throws an AnalysisError where a column holds only null, or values of types that do not meet.
 */
export function inferSchema(rows: Iterable<unknown>): StructType {
  const guess = new TypeGuess();
  let isEmpty = true;
  for (const row of rows) {
    isEmpty = false;
    if (typeof row !== 'object' || row === null) {
      throw new AnalysisError(
        'CANNOT_INFER_SCHEMA_FOR_TYPE',
        `A row must be an object or an array to infer a schema from; got ${show(row)}. Wrap it: [value]`,
      );
    }
    guess.observe(Array.isArray(row) ? Object.fromEntries(row.map((value: unknown, i) => [`_${i + 1}`, value])) : { ...row }, '');
  }
  if (isEmpty) throw new AnalysisError('CANNOT_INFER_EMPTY_SCHEMA', 'There must be a row to infer a schema from; got none. Pass a schema.');
  return guess.type('') as StructType;
}
