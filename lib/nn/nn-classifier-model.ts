import type { DataFrame } from '#lib/frame/data-frame.js';
import { float } from '#lib/ml/param/kinds.js';
import { probabilityCol, rawPredictionCol, thresholds } from '#lib/ml/param/shared.js';
import { withParams } from '#lib/ml/param/with-params.js';
import type { Field } from '#lib/types/data-type.js';
import { classesOf, type ClassScores } from './inference/classify.js';
import { type ClassifierColumn, classifyTask } from './inference/classify-task.js';
import { checkThresholds, classifierColumns, fieldsOf } from './inference/classifier-columns.js';
import type { LayersNetData } from './net/layers-net-data.js';
import { liftOutputActivation } from './net/layers-topology.js';
import type { NetData } from './net/net-runner.js';
import { netWidth } from './net/net-source.js';
import { NNModel } from './nn-model.js';

/** The params that classifiers by nets have beside those of NNModel. */
export const classifierParams = {
  /** Column that receives the raw prediction (confidence) of each class. */
  rawPredictionCol,
  /** Column that receives the probability of each class. */
  probabilityCol,
  /** Probability of class 1 above which it is predicted, where there are two classes. */
  threshold: float({
    doc: 'Probability of class 1 above which it is predicted, where there are two classes.',
    default: 0.5,
    min: 0,
    max: 1,
  }),
  /** Thresholds of the classes: the largest p/t is predicted. */
  thresholds,
};

// A net that was lifted before keeps its plain data, so that workers know it again by its key.
const lifted = new WeakMap<NetData, { readonly net: NetData; readonly scores: ClassScores }>();

/**
 * A net as a classifier: adds `rawPrediction` (what comes before the net's softmax; [-m, m] of a single sigmoid's logit m; else the
 * outputs), `probability` and `prediction`. Classes count from 0, where BigDL's count from 1 with its own criteria. Null features give null.
 */
export class NNClassifierModel extends withParams(NNModel, 'NNClassifierModel', classifierParams) {
  get numClasses(): number {
    return classesOf(netWidth(this.netData()));
  }

  protected override outputFields(): readonly Field[] {
    return fieldsOf(this.#columns());
  }

  protected override transformImpl(df: DataFrame): DataFrame {
    const outputs = this.#columns();
    const { net, scores } = liftedNet(this.netData());
    const chosen = { thresholds: this.get(this.thresholds), threshold: this.getThreshold() };
    return this.extend(
      df,
      fieldsOf(outputs),
      classifyTask({
        net,
        scores,
        preprocessing: this.preprocessing(),
        batchSize: this.getBatchSize(),
        seed: this.getSeed(),
        outputs,
        ...chosen,
      }),
    );
  }

  #columns(): ClassifierColumn[] {
    checkThresholds('NNClassifierModel', this.get(this.thresholds), this.numClasses);
    return classifierColumns(this.numClasses, {
      raw: this.getRawPredictionCol(),
      probability: this.getProbabilityCol(),
      prediction: this.getPredictionCol(),
    });
  }
}

/** The net without the activation at its end, where that can be taken off; an ONNX net gives probabilities. */
function liftedNet(data: NetData): { readonly net: NetData; readonly scores: ClassScores } {
  if (data.kind !== 'layers') return { net: data, scores: 'linear' };
  const known = lifted.get(data);
  if (known !== undefined) return known;
  const { topology, activation } = liftOutputActivation((data as LayersNetData).topology);
  const net: LayersNetData = { ...(data as LayersNetData), topology };
  const made = { net, scores: activation as ClassScores };
  lifted.set(data, made);
  return made;
}
