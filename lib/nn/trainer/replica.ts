/** One worker's copy of the net: it gives gradients, and takes weights. */
export interface Replica {
  /** The weights that train, one after the other. The trainer updates them in place and then calls `load`. */
  readonly weights: Float32Array;
  /** How many numbers of state the net changes by itself while it trains (the moving statistics of batch normalisation). */
  readonly stateSize: number;
  /**
   * Computes this worker's part of a step into `sums`, such that the sum over all workers is that of the whole batch:
   * `[gradient of the mean loss …, state …, loss, right answers]`.
   */
  step(share: Share, sums: Float32Array): void;
  /** Takes over `weights`, and the state that the workers agreed on. */
  load(state: Float32Array): void;
  /** Copies all weights of the net, in its order. */
  read(values: Float32Array): void;
  close(): void;
}

/** The rows of a batch that one worker computes. */
export interface Share {
  readonly features: Float32Array;
  readonly labels: Float32Array;
  /** How many rows there are in this share; may be 0. */
  readonly count: number;
  /** How many rows the whole batch has. */
  readonly batch: number;
  /** The place of the first row of the share in the batch. */
  readonly from: number;
  /** The number of the step, from 0, over all epochs. */
  readonly step: number;
}
