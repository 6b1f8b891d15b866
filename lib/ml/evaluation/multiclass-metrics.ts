import { ExecutionError, ParamError } from '#lib/errors.js';
import type { AggregateTask } from '#lib/workers/task.js';
import { numbersOf, vectorsOf, weightsOf, type EvaluatedColumns } from './evaluated-columns.js';

/** What the rows come down to: the weight of each pair of label and prediction, and the weighted log loss where it was asked for. */
export interface Confusions {
  readonly byLabel: Map<number, Map<number, number>>;
  logLoss: number;
}
export interface MulticlassBroadcast extends EvaluatedColumns {
  /** Probabilities are kept this far from 0 and 1 in the log loss. */
  readonly eps: number;
}

/** Counts predictions by label, in one pass. The log loss is summed where there is a probability column. */
export const multiclassTask: AggregateTask<MulticlassBroadcast, Confusions> = {
  zero: () => ({ byLabel: new Map(), logLoss: 0 }),
  fold(state, batch, broadcast) {
    const labels = numbersOf(batch, 'label', broadcast);
    const predictions = numbersOf(batch, 'prediction', broadcast);
    const weights = weightsOf(batch, broadcast);
    const probabilities = broadcast.names.probability === undefined ? undefined : vectorsOf(batch, 'probability', broadcast);
    for (let i = 0; i < batch.numRows; i++) {
      add(state, labels[i]!, predictions[i]!, weights[i]!);
      if (probabilities === undefined) continue;
      checkLabel(labels[i]!, probabilities.size(i), broadcast);
      state.logLoss += weights[i]! * loss(probabilities.at(i, labels[i]!), broadcast.eps);
    }
    return state;
  },
  merge(left, right) {
    for (const [label, row] of right.byLabel) for (const [prediction, weight] of row) add(left, label, prediction, weight);
    left.logLoss += right.logLoss;
    return left;
  },
};

function add({ byLabel }: Confusions, label: number, prediction: number, weight: number): void {
  let row = byLabel.get(label);
  if (row === undefined) byLabel.set(label, (row = new Map()));
  row.set(prediction, (row.get(prediction) ?? 0) + weight);
}

function loss(probability: number, eps: number): number {
  if (probability < eps) return -Math.log(eps);
  return probability > 1 - eps ? -Math.log1p(-eps) : -Math.log(probability);
}

function checkLabel(label: number, classes: number, { owner, names }: EvaluatedColumns): void {
  if (Number.isInteger(label) && label >= 0 && label < classes) return;
  throw new ExecutionError(
    'INVALID_LABEL',
    `${owner}.labelCol '${names.label}' must hold integers from 0 to ${classes - 1}, the classes of '${names.probability}'; got ${label}`,
  );
}

/** Spark's MulticlassMetrics: what follows from the confusions. A metric of a label divides by 0 to 0; one of no rows at all is NaN. */
export class MulticlassMetrics {
  /** The labels that occur, in ascending order. */
  readonly labels: readonly number[];
  readonly #confusions: Confusions;
  readonly #byLabel = new Map<number, number>();
  /** The weight that was predicted as a label and is of another. */
  readonly #wrong = new Map<number, number>();
  readonly #total: number;

  constructor(confusions: Confusions) {
    this.#confusions = confusions;
    for (const [label, row] of confusions.byLabel) {
      this.#byLabel.set(label, sum(row.values()));
      for (const [prediction, weight] of row)
        if (prediction !== label) this.#wrong.set(prediction, (this.#wrong.get(prediction) ?? 0) + weight);
    }
    this.labels = [...confusions.byLabel.keys()].sort((a, b) => a - b);
    this.#total = sum(this.#byLabel.values());
  }

  /** The weight of each label (a row) that was predicted as each label (a column), in the order of `labels`. */
  get confusionMatrix(): number[][] {
    return this.labels.map((label) => this.labels.map((prediction) => this.#weight(label, prediction)));
  }

  get accuracy(): number {
    return sum(this.labels.map((label) => this.#weight(label, label))) / this.#total;
  }

  get hammingLoss(): number {
    return sum(this.#wrong.values()) / this.#total;
  }

  get logLoss(): number {
    return this.#confusions.logLoss / this.#total;
  }

  precision(label: number): number {
    this.#known(label);
    const right = this.#weight(label, label);
    const predicted = right + (this.#wrong.get(label) ?? 0);
    return predicted === 0 ? 0 : right / predicted;
  }

  /** The true positive rate. */
  recall(label: number): number {
    return this.#weight(label, label) / this.#known(label);
  }

  falsePositiveRate(label: number): number {
    return (this.#wrong.get(label) ?? 0) / (this.#total - this.#known(label));
  }

  fMeasure(label: number, beta = 1): number {
    const [precision, recall] = [this.precision(label), this.recall(label)];
    const squared = beta * beta;
    return precision + recall === 0 ? 0 : ((1 + squared) * precision * recall) / (squared * precision + recall);
  }

  /** The mean of a metric over the labels, each weighing what its rows weigh. */
  weighted(metric: (label: number) => number): number {
    return sum(this.labels.map((label) => (metric(label) * this.#known(label)) / this.#total));
  }

  #weight(label: number, prediction: number): number {
    return this.#confusions.byLabel.get(label)?.get(prediction) ?? 0;
  }

  /** The weight of a label's rows; throws for one that does not occur, as Spark does. */
  #known(label: number): number {
    const weight = this.#byLabel.get(label);
    if (weight === undefined)
      throw new ParamError(`metricLabel must be a label of the data (${this.labels.slice(0, 20).join(', ')}); got ${label}`);
    return weight;
  }
}

const sum = (values: Iterable<number>): number => {
  let total = 0;
  for (const value of values) total += value;
  return total;
};
