import type { DataFrame } from '#lib/frame/data-frame.js';
import { Estimator } from '#lib/ml/estimator.js';
import { withParams } from '#lib/ml/param/with-params.js';
import type { StructType } from '#lib/types/data-type.js';
import { checkThresholds, classifierColumns, fieldsOf } from './inference/classifier-columns.js';
import { classesOf } from './inference/classify.js';
import { extendSchema } from './inference/column-of.js';
import { outputWidthOf } from './trainer/initial-net.js';
import { classifierParams, NNClassifierModel } from './nn-classifier-model.js';
import { checkTrainable, optionsOf, trainNet } from './trainer/train-net.js';
import { criterionParam, trainingParams } from './training-params.js';

/**
 * An NNEstimator for labels that are classes; fitting gives an NNClassifierModel with probabilities. Labels count from 0, where BigDL's
 * count from 1 with its own criteria. BigDL's NNClassifier.
 *
 * @example
 * const head = tf.sequential({ layers: [tf.layers.dense({ units: 2, activation: 'softmax', inputShape: [1280] })] });
 * const model = await new NNClassifier({ model: head, featuresCol: 'embedding', optimMethod: 'adam', maxEpoch: 25 }).fit(train);
 */
export class NNClassifier extends withParams(Estimator<NNClassifierModel>, 'NNClassifier', {
  ...trainingParams,
  ...classifierParams,
  /** Loss by its Keras name. */
  criterion: criterionParam('sparseCategoricalCrossentropy'),
}) {
  override transformSchema(schema: StructType): StructType {
    checkTrainable(schema, optionsOf(this));
    const classes = classesOf(outputWidthOf(this.getModel()));
    checkThresholds('NNClassifier', this.get(this.thresholds), classes);
    const names = { raw: this.getRawPredictionCol(), probability: this.getProbabilityCol(), prediction: this.getPredictionCol() };
    return extendSchema(schema, fieldsOf(classifierColumns(classes, names)));
  }

  protected override async fitImpl(df: DataFrame): Promise<NNClassifierModel> {
    const { net, summary } = await trainNet(df, optionsOf(this));
    return new NNClassifierModel({ model: net }, this.uid).withSummary(summary);
  }
}
