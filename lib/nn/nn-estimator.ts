import type { DataFrame } from '#lib/frame/data-frame.js';
import { Estimator } from '#lib/ml/estimator.js';
import { withParams } from '#lib/ml/param/with-params.js';
import { double, field, type StructType, vector } from '#lib/types/data-type.js';
import { extendSchema } from './inference/column-of.js';
import { outputWidthOf } from './trainer/initial-net.js';
import { NNModel } from './nn-model.js';
import { checkTrainable, optionsOf, trainNet } from './trainer/train-net.js';
import { criterionParam, trainingParams } from './training-params.js';

/**
 * Trains a tfjs net on the rows of a DataFrame, by synchronous data-parallel descent over the workers; fitting gives an NNModel.
 * The numbers depend on the rows, their partitions and the seed, not on the number of workers. BigDL's NNEstimator.
 *
 * A net that normalises batches trains on one worker unless `numWorkers` says otherwise: more of them would each take the statistics
 * of their share of a batch, as BigDL's and Keras's do, and the numbers would depend on how many they are.
 *
 * Weights that were trained, loaded or set are where training starts; weights that still are what their initialisers drew are drawn
 * again from `seed`. The model that is given stays as it is.
 */
export class NNEstimator extends withParams(Estimator<NNModel>, 'NNEstimator', {
  ...trainingParams,
  /** Loss by its Keras name. */
  criterion: criterionParam('meanSquaredError'),
}) {
  override transformSchema(schema: StructType): StructType {
    checkTrainable(schema, optionsOf(this));
    const width = outputWidthOf(this.getModel());
    return extendSchema(schema, [field(this.getPredictionCol(), width === 1 ? double : vector(width, 'float'))]);
  }

  protected override async fitImpl(df: DataFrame): Promise<NNModel> {
    const { net, summary } = await trainNet(df, optionsOf(this));
    return new NNModel({ model: net }, this.uid).withSummary(summary);
  }
}
