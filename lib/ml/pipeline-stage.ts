import type { StructType } from '#lib/types/data-type.js';
import { Savable } from './persistence/savable.js';

/** A stage of a pipeline: an Estimator or a Transformer. */
export abstract class PipelineStage extends Savable {
  /**
   * The schema that comes out where this one goes in, without reading data. Throws an AnalysisError where a column is missing or
   * of the wrong type. For an estimator it is what its model gives.
   */
  abstract transformSchema(schema: StructType): StructType;
}
