import type { Table } from 'apache-arrow';
import type { FromDDL } from '#lib/column/ddl-shape.js';
import { AnalysisError } from '#lib/errors.js';
import type { StructType } from '#lib/types/data-type.js';
import type { DataFrame } from './data-frame.js';
import { leaveOut } from './left-out.js';
import { cogroupInArrow, type ArrowRows, type Side } from './map-in-arrow.js';

type CogroupFunction = ((left: Table, right: Table) => ArrowRows) | ((keys: any[], left: Table, right: Table) => ArrowRows);

/** The groups of two DataFrames with equal keys, waiting for a function. */
export class CogroupedData {
  readonly #left: Side;
  readonly #right: Side;

  constructor(left: Side, right: Side) {
    if (left.keys.length !== right.keys.length)
      throw new AnalysisError(
        'COGROUP_KEYS_MISMATCH',
        `Both sides of cogroup() must have as many keys; got ${left.keys.length} and ${right.keys.length}`,
      );
    this.#left = left;
    this.#right = right;
  }

  /** What a function makes of each key's two Arrow tables (either may be empty), in the workers; with three parameters it gets the keys first. */
  applyInArrow<const D extends string>(fn: CogroupFunction, schema: D): DataFrame<FromDDL<D>>;
  applyInArrow(fn: CogroupFunction, schema: StructType): DataFrame;
  applyInArrow(fn: CogroupFunction, schema: string | StructType): DataFrame<any> {
    return cogroupInArrow(this.#left, this.#right, fn, schema);
  }
}

leaveOut(CogroupedData, { applyInPandas: 'There is no pandas in JavaScript: use applyInArrow().' });
