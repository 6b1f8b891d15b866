import { ExecutionError } from '#lib/errors.js';
import type { AggregateTask } from '#lib/workers/task.js';
import { numbersOf, weightsOf, type EvaluatedColumns } from './evaluated-columns.js';

/** Weighted sums over rows of label y, prediction p and error e = y - p; the spread of y about its mean is kept apart, for precision. */
export interface RegressionSums {
  weight: number;
  weightSquared: number;
  labelMean: number;
  /** Sum of w (y - mean)². */
  labelSpread: number;
  labelSquared: number;
  prediction: number;
  predictionSquared: number;
  absoluteError: number;
  squaredError: number;
}

/** Sums up labels, predictions and errors in one pass. Rows of weight 0 do not count. */
export const regressionTask: AggregateTask<EvaluatedColumns, RegressionSums> = {
  zero: () => ({
    weight: 0,
    weightSquared: 0,
    labelMean: 0,
    labelSpread: 0,
    labelSquared: 0,
    prediction: 0,
    predictionSquared: 0,
    absoluteError: 0,
    squaredError: 0,
  }),
  fold(sums, batch, columns) {
    const labels = numbersOf(batch, 'label', columns);
    const predictions = numbersOf(batch, 'prediction', columns);
    const weights = weightsOf(batch, columns);
    for (let i = 0; i < batch.numRows; i++) {
      const [w, y, p] = [weights[i]!, labels[i]!, predictions[i]!];
      if (w === 0) continue;
      sums.weight += w;
      sums.weightSquared += w * w;
      const off = y - sums.labelMean;
      sums.labelMean += (off * w) / sums.weight;
      sums.labelSpread += w * off * (y - sums.labelMean);
      sums.labelSquared += w * y * y;
      sums.prediction += w * p;
      sums.predictionSquared += w * p * p;
      sums.absoluteError += w * Math.abs(y - p);
      sums.squaredError += w * (y - p) * (y - p);
    }
    return sums;
  },
  merge(left, right) {
    const weight = left.weight + right.weight;
    if (weight === 0) return left;
    const off = right.labelMean - left.labelMean;
    return {
      weight,
      weightSquared: left.weightSquared + right.weightSquared,
      labelMean: left.labelMean + (off * right.weight) / weight,
      labelSpread: left.labelSpread + right.labelSpread + (off * off * left.weight * right.weight) / weight,
      labelSquared: left.labelSquared + right.labelSquared,
      prediction: left.prediction + right.prediction,
      predictionSquared: left.predictionSquared + right.predictionSquared,
      absoluteError: left.absoluteError + right.absoluteError,
      squaredError: left.squaredError + right.squaredError,
    };
  },
};

/** Spark's RegressionMetrics: what follows from the sums. `throughOrigin`: r2 is that of a regression without an intercept. */
export class RegressionMetrics {
  readonly #sums: RegressionSums;
  readonly #throughOrigin: boolean;

  constructor(sums: RegressionSums, throughOrigin = false) {
    if (sums.weight === 0)
      throw new ExecutionError('EMPTY_DATA', 'RegressionMetrics must be of at least one row whose weight is above 0; got none');
    this.#sums = sums;
    this.#throughOrigin = throughOrigin;
  }

  get meanAbsoluteError(): number {
    return this.#sums.absoluteError / this.#sums.weight;
  }

  get meanSquaredError(): number {
    return this.#sums.squaredError / this.#sums.weight;
  }

  get rootMeanSquaredError(): number {
    return Math.sqrt(this.meanSquaredError);
  }

  /** The mean of (p - mean(y))². */
  get explainedVariance(): number {
    const { weight, labelMean, prediction, predictionSquared } = this.#sums;
    return (predictionSquared + labelMean * labelMean * weight - 2 * labelMean * prediction) / weight;
  }

  get r2(): number {
    const { weight, weightSquared, labelSpread, labelSquared, squaredError } = this.#sums;
    if (this.#throughOrigin) return 1 - squaredError / labelSquared;
    // Spark's unbiased variance of the label, times the weight less 1: with weights it is not the spread itself.
    const freedom = weight - weightSquared / weight;
    const variance = freedom > 0 ? Math.max(labelSpread / freedom, 0) : 0;
    return 1 - squaredError / (variance * (weight - 1));
  }
}
