import { ExecutionError } from '#lib/errors.js';
import type { AggregateTask } from '#lib/workers/task.js';
import { numbersOf, vectorsOf, weightsOf, type EvaluatedColumns } from './evaluated-columns.js';
import { addScore, joinScores, mergeScores, noScores, type ScoreCounts } from './score-counts.js';

export interface BinaryBroadcast extends EvaluatedColumns {
  /** Whether the raw prediction is a vector, whose element 1 is the score. */
  readonly vectors: boolean;
}

/** Counts labels by score, in one pass. A label above 0.5 is positive. */
export const binaryTask: AggregateTask<BinaryBroadcast, ScoreCounts> = {
  zero: () => noScores(),
  fold(counts, batch, broadcast) {
    const labels = numbersOf(batch, 'label', broadcast);
    const weights = weightsOf(batch, broadcast);
    const scoreAt = scoresOf(batch, broadcast);
    for (let i = 0; i < batch.numRows; i++) {
      const positive = labels[i]! > 0.5;
      addScore(counts, scoreAt(i), positive ? weights[i]! : 0, positive ? 0 : weights[i]!);
    }
    return counts;
  },
  merge: mergeScores,
};

function scoresOf(batch: Parameters<typeof numbersOf>[0], broadcast: BinaryBroadcast): (row: number) => number {
  if (!broadcast.vectors) {
    const scores = numbersOf(batch, 'rawPrediction', broadcast);
    return (row) => scores[row]!;
  }
  const vectors = vectorsOf(batch, 'rawPrediction', broadcast);
  return (row) => {
    if (vectors.size(row) >= 2) return vectors.at(row, 1);
    throw new ExecutionError(
      'INVALID_VECTOR',
      `${broadcast.owner}.rawPredictionCol '${broadcast.names.rawPrediction}' must hold vectors of at least 2 elements; got one of ${vectors.size(row)}`,
    );
  };
}

/** A point of a curve. */
export type CurvePoint = readonly [x: number, y: number];

/**
 * Spark's BinaryClassificationMetrics: curves over the thresholds, which are the scores from the highest down. With `numBins` above 0,
 * neighbouring scores are put together until about that many are left.
 */
export class BinaryClassificationMetrics {
  readonly #thresholds: readonly { readonly truePositives: number; readonly falsePositives: number }[];
  readonly #positives: number;
  readonly #negatives: number;

  constructor(counts: ScoreCounts, numBins = 1000) {
    const joined = joinScores(counts);
    const perBin = numBins === 0 ? 1 : Math.max(1, Math.floor(joined.size / numBins));
    const thresholds = [];
    let [truePositives, falsePositives] = [0, 0];
    for (let i = joined.size - 1, inBin = 1; i >= 0; i--, inBin++) {
      truePositives += joined.positives[i]!;
      falsePositives += joined.negatives[i]!;
      if (inBin % perBin === 0 || i === 0) thresholds.push({ truePositives, falsePositives });
    }
    this.#thresholds = thresholds;
    this.#positives = truePositives;
    this.#negatives = falsePositives;
  }

  /** False positive rate and true positive rate, from (0, 0) to (1, 1). */
  roc(): CurvePoint[] {
    const points = this.#thresholds.map(
      (t): CurvePoint => [rate(t.falsePositives, this.#negatives), rate(t.truePositives, this.#positives)],
    );
    return [[0, 0], ...points, [1, 1]];
  }

  /** Recall and precision, from recall 0, where the precision is that of the first threshold. */
  pr(): CurvePoint[] {
    if (this.#thresholds.length === 0)
      throw new ExecutionError('EMPTY_DATA', 'The precision-recall curve must be of at least one row; got none');
    const points = this.#thresholds.map(({ truePositives, falsePositives }): CurvePoint => {
      const predicted = truePositives + falsePositives;
      return [rate(truePositives, this.#positives), predicted === 0 ? 1 : truePositives / predicted];
    });
    return [[0, points[0]![1]], ...points];
  }

  areaUnderROC(): number {
    return areaUnder(this.roc());
  }

  areaUnderPR(): number {
    return areaUnder(this.pr());
  }
}

const rate = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

/** By trapezoids. */
const areaUnder = (curve: readonly CurvePoint[]): number =>
  curve.slice(1).reduce((area, [x, y], i) => area + ((x - curve[i]![0]) * (y + curve[i]![1])) / 2, 0);
