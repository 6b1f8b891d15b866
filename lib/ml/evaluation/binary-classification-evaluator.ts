import type { DataFrame } from '#lib/frame/data-frame.js';
import { choice, int, string } from '../param/kinds.js';
import { labelCol, weightCol } from '../param/shared.js';
import { withParams } from '../param/with-params.js';
import { isVector } from '../stage-columns.js';
import { BinaryClassificationMetrics, type BinaryBroadcast } from './binary-metrics.js';
import { evaluatedColumns, evaluatedPlan } from './evaluated-columns.js';
import { Evaluator } from './evaluator.js';
import type { ScoreCounts } from './score-counts.js';

const metricsModule = new URL('./binary-metrics.js', import.meta.url).href;

/**
 * Areas under the curves of a two-class prediction, as Spark's BinaryClassificationEvaluator. A null label, raw prediction or weight is an
 * error. Of no rows, the area under ROC is 0.5 and that under PR an error.
 */
export class BinaryClassificationEvaluator extends withParams(Evaluator, 'BinaryClassificationEvaluator', {
  /** Metric that is computed. */
  metricName: choice(['areaUnderROC', 'areaUnderPR'], { doc: 'Metric that is computed.', default: 'areaUnderROC' }),
  /** Column holding the score: a number, or a vector whose element 1 is it. */
  rawPredictionCol: string({ doc: 'Column holding the score: a number, or a vector whose element 1 is it.', default: 'rawPrediction' }),
  /** Column holding the label; above 0.5 is positive. */
  labelCol: { ...labelCol, doc: 'Column holding the label; above 0.5 is positive.' },
  /** Column holding the weight of a row; every row weighs 1 where it is not set. */
  weightCol,
  /** About how many points the curves have; 0 takes every different score. */
  numBins: int({ doc: 'About how many points the curves have; 0 takes every different score.', default: 1000, min: 0 }),
}) {
  /** The curves and the areas under them, of one pass. */
  async getMetrics(df: DataFrame): Promise<BinaryClassificationMetrics> {
    const { schema } = df;
    const columns = evaluatedColumns(schema, 'BinaryClassificationEvaluator', {
      rawPrediction: this.getRawPredictionCol(),
      label: this.getLabelCol(),
      weight: this.get(this.weightCol),
    });
    const vectors = schema.fields.some((f) => f.name === columns.names.rawPrediction && isVector(f.type));
    const state: BinaryBroadcast = { ...columns, vectors };
    const task = { module: metricsModule, name: 'binaryTask', key: JSON.stringify(state), state };
    const counts = await df.engine.aggregate<ScoreCounts>(evaluatedPlan(df, columns), task, { description: 'evaluate' });
    return new BinaryClassificationMetrics(counts, this.getNumBins());
  }

  protected override async evaluateImpl(df: DataFrame): Promise<number> {
    const metrics = await this.getMetrics(df);
    return this.getMetricName() === 'areaUnderROC' ? metrics.areaUnderROC() : metrics.areaUnderPR();
  }
}
