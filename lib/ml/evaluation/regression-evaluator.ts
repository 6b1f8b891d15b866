import type { DataFrame } from '#lib/frame/data-frame.js';
import { bool, choice, string } from '../param/kinds.js';
import { labelCol, weightCol } from '../param/shared.js';
import { withParams } from '../param/with-params.js';
import { evaluatedColumns, evaluatedPlan } from './evaluated-columns.js';
import { Evaluator } from './evaluator.js';
import { RegressionMetrics, type RegressionSums } from './regression-metrics.js';

const METRICS = {
  rmse: (m) => m.rootMeanSquaredError,
  mse: (m) => m.meanSquaredError,
  r2: (m) => m.r2,
  mae: (m) => m.meanAbsoluteError,
  var: (m) => m.explainedVariance,
} satisfies Record<string, (metrics: RegressionMetrics) => number>;

type MetricName = keyof typeof METRICS;
const metricsModule = new URL('./regression-metrics.js', import.meta.url).href;

/** Metrics of predicted numbers, as Spark's RegressionEvaluator. A null label, prediction or weight is an error, and so are no rows. */
export class RegressionEvaluator extends withParams(Evaluator, 'RegressionEvaluator', {
  /** Metric that is computed. */
  metricName: choice(Object.keys(METRICS) as MetricName[], { doc: 'Metric that is computed.', default: 'rmse' }),
  /** Column holding the predicted number. */
  predictionCol: string({ doc: 'Column holding the predicted number.', default: 'prediction' }),
  /** Column holding the label. */
  labelCol,
  /** Column holding the weight of a row; every row weighs 1 where it is not set. */
  weightCol,
  /** Whether r2 is that of a regression without an intercept. */
  throughOrigin: bool({ doc: 'Whether r2 is that of a regression without an intercept.', default: false }),
}) {
  override isLargerBetter(): boolean {
    return this.getMetricName() === 'r2' || this.getMetricName() === 'var';
  }

  /** All metrics, of one pass. */
  async getMetrics(df: DataFrame): Promise<RegressionMetrics> {
    const columns = evaluatedColumns(df.schema, 'RegressionEvaluator', {
      prediction: this.getPredictionCol(),
      label: this.getLabelCol(),
      weight: this.get(this.weightCol),
    });
    const task = { module: metricsModule, name: 'regressionTask', key: JSON.stringify(columns), state: columns };
    const sums = await df.engine.aggregate<RegressionSums>(evaluatedPlan(df, columns), task, { description: 'evaluate' });
    return new RegressionMetrics(sums, this.getThroughOrigin());
  }

  protected override async evaluateImpl(df: DataFrame): Promise<number> {
    return METRICS[this.getMetricName()](await this.getMetrics(df));
  }
}
