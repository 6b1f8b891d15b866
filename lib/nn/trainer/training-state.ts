import type { PreprocessingJSON } from '#lib/image/preprocessing.js';
import type { CriterionName } from '#lib/nn/criterion.js';
import type { LayersNetData } from '#lib/nn/net/layers-net-data.js';
import type { OptimizerConfig } from '#lib/nn/optim/optimizer-config.js';

/** All that the workers of a training must know, as plain data. The plan's columns are the features and, after them, the label. */
export interface TrainingState {
  /** The net with the weights that training starts from. */
  readonly net: LayersNetData;
  /** What makes samples of the features; the numbers in the rows where there is none. */
  readonly preprocessing: PreprocessingJSON | undefined;
  readonly criterion: CriterionName;
  readonly optimizer: OptimizerConfig;
  readonly batchSize: number;
  readonly maxEpoch: number;
  readonly seed: number;
  readonly shuffle: boolean;
  /** What becomes of rows whose features or label are null, or whose label no class has: an error, or they are left out. */
  readonly handleInvalid: 'error' | 'skip';
}

/** What rank 0 gives back; the other ranks hold the same weights and give nothing. */
export interface TrainingResult {
  /** All the weights of the net, in its order, in shared memory. */
  readonly values: Float32Array;
  readonly history: readonly EpochSummary[];
  /** Rows that were trained on in an epoch, and rows that were left out as invalid. */
  readonly rows: number;
  readonly skipped: number;
}

/** How an epoch went. */
export interface EpochSummary {
  /** From 1. */
  readonly epoch: number;
  /** The mean loss of the epoch's rows, each as the net was when its batch came; regularisation included. */
  readonly loss: number;
  /** The share of rows whose class was right, for criteria that know classes. */
  readonly accuracy?: number;
  readonly seconds: number;
}

/** What rank 0 reports while it trains. */
export interface TrainingProgress {
  readonly kind: 'training-progress';
  readonly epoch: number;
  readonly epochs: number;
  readonly step: number;
  readonly steps: number;
  readonly loss: number;
  readonly samplesPerSecond: number;
}
