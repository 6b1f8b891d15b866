import type { DataFrame } from '#lib/frame/data-frame.js';
import { choice, float, string } from '../param/kinds.js';
import { labelCol, weightCol } from '../param/shared.js';
import { withParams } from '../param/with-params.js';
import { evaluatedColumns, evaluatedPlan } from './evaluated-columns.js';
import { Evaluator } from './evaluator.js';
import { MulticlassMetrics, type Confusions, type MulticlassBroadcast } from './multiclass-metrics.js';

const METRICS = {
  f1: (m) => m.weighted((label) => m.fMeasure(label)),
  accuracy: (m) => m.accuracy,
  weightedPrecision: (m) => m.weighted((label) => m.precision(label)),
  weightedRecall: (m) => m.weighted((label) => m.recall(label)),
  weightedTruePositiveRate: (m) => m.weighted((label) => m.recall(label)),
  weightedFalsePositiveRate: (m) => m.weighted((label) => m.falsePositiveRate(label)),
  weightedFMeasure: (m, { beta }) => m.weighted((label) => m.fMeasure(label, beta)),
  truePositiveRateByLabel: (m, { label }) => m.recall(label),
  falsePositiveRateByLabel: (m, { label }) => m.falsePositiveRate(label),
  precisionByLabel: (m, { label }) => m.precision(label),
  recallByLabel: (m, { label }) => m.recall(label),
  fMeasureByLabel: (m, { label, beta }) => m.fMeasure(label, beta),
  logLoss: (m) => m.logLoss,
  hammingLoss: (m) => m.hammingLoss,
} satisfies Record<string, (metrics: MulticlassMetrics, of: { label: number; beta: number }) => number>;

const metricsModule = new URL('./multiclass-metrics.js', import.meta.url).href;

type MetricName = keyof typeof METRICS;
const SMALLER_IS_BETTER: ReadonlySet<MetricName> = new Set<MetricName>([
  'weightedFalsePositiveRate',
  'falsePositiveRateByLabel',
  'logLoss',
  'hammingLoss',
]);

/**
 * Metrics of predicted classes, as Spark's MulticlassClassificationEvaluator. A null label, prediction or weight is an error. Of no
 * rows, accuracy, hammingLoss and logLoss are NaN and the weighted metrics 0.
 *
 * @example
 * const accuracy = await new MulticlassClassificationEvaluator({ metricName: 'accuracy' }).evaluate(predictions);
 */
export class MulticlassClassificationEvaluator extends withParams(Evaluator, 'MulticlassClassificationEvaluator', {
  /** Metric that is computed. */
  metricName: choice(Object.keys(METRICS) as MetricName[], { doc: 'Metric that is computed.', default: 'f1' }),
  /** Column holding the predicted class. */
  predictionCol: string({ doc: 'Column holding the predicted class.', default: 'prediction' }),
  /** Column holding the label. */
  labelCol,
  /** Column holding the weight of a row; every row weighs 1 where it is not set. */
  weightCol,
  /** Column holding the probability of each class, for logLoss. */
  probabilityCol: string({ doc: 'Column holding the probability of each class, for logLoss.', default: 'probability' }),
  /** Label that the metrics named …ByLabel are of. */
  metricLabel: float({ doc: 'Label that the metrics named …ByLabel are of.', default: 0, min: 0 }),
  /** Weight of recall against precision in the F measures. */
  beta: float({ doc: 'Weight of recall against precision in the F measures.', default: 1, above: 0 }),
  /** Distance from 0 and 1 that probabilities keep in logLoss. */
  eps: float({ doc: 'Distance from 0 and 1 that probabilities keep in logLoss.', default: 1e-15, above: 0, below: 0.5 }),
}) {
  override isLargerBetter(): boolean {
    return !SMALLER_IS_BETTER.has(this.getMetricName());
  }

  /** All metrics of one pass, and the confusion matrix. The log loss is among them where `metricName` asks for it. */
  async getMetrics(df: DataFrame): Promise<MulticlassMetrics> {
    const columns = evaluatedColumns(df.schema, 'MulticlassClassificationEvaluator', {
      prediction: this.getPredictionCol(),
      label: this.getLabelCol(),
      weight: this.get(this.weightCol),
      probability: this.getMetricName() === 'logLoss' ? this.getProbabilityCol() : undefined,
    });
    const state: MulticlassBroadcast = { ...columns, eps: this.getEps() };
    const task = { module: metricsModule, name: 'multiclassTask', key: JSON.stringify(state), state };
    return new MulticlassMetrics(await df.engine.aggregate<Confusions>(evaluatedPlan(df, columns), task, { description: 'evaluate' }));
  }

  protected override async evaluateImpl(df: DataFrame): Promise<number> {
    return METRICS[this.getMetricName()](await this.getMetrics(df), { label: this.getMetricLabel(), beta: this.getBeta() });
  }
}
