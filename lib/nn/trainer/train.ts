import { CancelledError, ExecutionError } from '#lib/errors.js';
import { sharedFloats, sizeOf } from '#lib/nn/net/layers-net-data.js';
import { rowRandom } from '#lib/image/random.js';
import { sampleReader } from '#lib/nn/inference/sample-reader.js';
import { createOptimizer } from '#lib/nn/optim/optimizer-config.js';
import type { World } from '#lib/workers/task.js';
import { epochOrder, shareOf } from './batch-order.js';
import { type Objective, objectiveOf } from './objective.js';
import { openReplica } from './open-replica.js';
import type { Replica } from './replica.js';
import type { EpochSummary, TrainingProgress, TrainingResult, TrainingState } from './training-state.js';
import { TrainingRows } from './training-rows.js';

const REPORT_EVERY_MS = 100;

/**
 * A GangTask: trains a net by synchronous data-parallel descent. Every worker has a replica and computes its share of each
 * batch; the sums over the workers are those of the whole batch, and every replica makes the same update of them, so that all
 * hold the same bits after each step. Batches depend on the seed and the partitioning alone, never on the number of workers.
 *
 * A loss or a weight that is no finite number stops it and names the epoch. A learning rate that is much too high need not make one:
 * the slope of a cross-entropy is bounded, so that weights may grow to any size with losses as large as they are, and finite.
 */
export async function train(world: World<TrainingState>): Promise<TrainingResult | undefined> {
  const { state } = world;
  const objective = objectiveOf(state.net, state.criterion);
  const featureWidth = sizeOf(state.net.inputShape as number[]);
  const rows = new TrainingRows(world.partitions, await sampleReader(featureWidth, state.preprocessing), {
    featureWidth,
    ...objective,
    handleInvalid: state.handleInvalid,
  });
  if (rows.count === 0) throw noRows(rows.skipped);
  const replica = await openReplica(state, objective);
  try {
    const run = new TrainingRun(world, objective, rows, replica, featureWidth);
    const history: EpochSummary[] = [];
    for (let epoch = 1; epoch <= state.maxEpoch; epoch++) history.push(await run.epoch(epoch));
    if (world.collective.rank !== 0) return undefined;
    const values = sharedFloats(state.net.values.length);
    replica.read(values);
    checkWeights(values, state.maxEpoch, state);
    return { values, history, rows: rows.count, skipped: rows.skipped };
  } finally {
    replica.close();
  }
}

class TrainingRun {
  readonly #world: World<TrainingState>;
  readonly #objective: Objective;
  readonly #rows: TrainingRows;
  readonly #replica: Replica;
  readonly #optimizer;
  readonly #sums: Float32Array;
  readonly #features: Float32Array;
  readonly #labels: Float32Array;
  readonly #featureWidth: number;
  #step = 0;
  #lastPause = performance.now();

  constructor(world: World<TrainingState>, objective: Objective, rows: TrainingRows, replica: Replica, featureWidth: number) {
    this.#world = world;
    this.#objective = objective;
    this.#rows = rows;
    this.#replica = replica;
    this.#featureWidth = featureWidth;
    this.#optimizer = createOptimizer(world.state.optimizer, replica.weights.length);
    this.#sums = new Float32Array(replica.weights.length + replica.stateSize + 2);
    const share = Math.ceil(Math.min(world.state.batchSize, rows.count) / world.collective.size);
    this.#features = new Float32Array(share * featureWidth);
    this.#labels = new Float32Array(share * objective.labelWidth);
  }

  async epoch(epoch: number): Promise<EpochSummary> {
    const { batchSize, seed, shuffle } = this.#world.state;
    const { count } = this.#rows;
    const start = performance.now();
    const order = epochOrder(count, epoch, seed, shuffle);
    let loss = 0;
    let right = 0;
    for (let from = 0; from < count; from += batchSize) {
      const size = Math.min(batchSize, count - from);
      await this.#oneStep(order, from, size, epoch);
      const mean = this.#sums.at(-2)!;
      if (!Number.isFinite(mean))
        throw diverged(
          `The loss must be a finite number; it is ${mean} in epoch ${epoch} of ${this.#world.state.maxEpoch}, step ${from / batchSize + 1}`,
          this.#world.state,
        );
      loss += mean * size;
      right += this.#sums.at(-1)!;
      await this.#pause(epoch, from + size, loss / (from + size), start);
    }
    checkWeights(this.#replica.weights, epoch, this.#world.state);
    const seconds = (performance.now() - start) / 1000;
    return { epoch, loss: loss / count, ...(this.#objective.right === undefined ? {} : { accuracy: right / count }), seconds };
  }

  async #oneStep(order: Uint32Array, first: number, size: number, epoch: number): Promise<void> {
    const { collective } = this.#world;
    const { from, to } = shareOf(size, collective.rank, collective.size);
    const count = to - from;
    const features = this.#features.subarray(0, count * this.#featureWidth);
    const { seed } = this.#world.state;
    const reading = this.#rows.gather(order, first + from, first + to, { features, labels: this.#labels }, (row) =>
      rowRandom(seed, epoch, row),
    );
    if (reading !== undefined) await reading;
    this.#replica.step({ features, labels: this.#labels, count, batch: size, from, step: this.#step++ }, this.#sums);
    await collective.allReduce(this.#sums);
    const { weights, stateSize } = this.#replica;
    this.#optimizer.update(weights, this.#sums);
    this.#replica.load(this.#sums.subarray(weights.length, weights.length + stateSize));
  }

  /** Lets the thread hear a cancellation, and rank 0 report, now and then. */
  async #pause(epoch: number, rowsDone: number, loss: number, start: number): Promise<void> {
    const now = performance.now();
    const { count } = this.#rows;
    if (now - this.#lastPause < REPORT_EVERY_MS && rowsDone < count) return;
    if (this.#world.collective.rank === 0) this.#report(epoch, rowsDone, loss, (now - start) / 1000);
    if (now - this.#lastPause < REPORT_EVERY_MS) return;
    this.#lastPause = now;
    await new Promise<void>((resolve) => setImmediate(resolve));
    if (this.#world.signal.aborted) throw new CancelledError(`Training was cancelled in epoch ${epoch} of ${this.#world.state.maxEpoch}.`);
  }

  #report(epoch: number, rowsDone: number, loss: number, seconds: number): void {
    const { batchSize, maxEpoch } = this.#world.state;
    const progress: TrainingProgress = {
      kind: 'training-progress',
      epoch,
      epochs: maxEpoch,
      step: Math.ceil(rowsDone / batchSize),
      steps: Math.ceil(this.#rows.count / batchSize),
      loss,
      samplesPerSecond: rowsDone / Math.max(seconds, 1e-9),
    };
    this.#world.report(progress);
  }
}

const noRows = (skipped: number) =>
  new ExecutionError(
    'NO_TRAINING_ROWS',
    `Training must have at least one row; got none${skipped > 0 ? ` (${skipped} invalid rows were skipped)` : ''}. Check the filters and the paths that the DataFrame is read from.`,
  );

/** Losses may be finite where weights are not: the last update comes after them, and they may be clipped. */
function checkWeights(values: Float32Array, epoch: number, state: TrainingState): void {
  const broken = values.find((value) => !Number.isFinite(value));
  if (broken !== undefined)
    throw diverged(
      `The weights must be finite numbers; one is ${broken} after the last step, in epoch ${epoch} of ${state.maxEpoch}`,
      state,
    );
}

function diverged(what: string, { optimizer }: TrainingState): ExecutionError {
  const wayOut = `Lower the learning rate (it is ${optimizer.learningRate}), scale the features, or look for NaN and infinite values in them.`;
  return new ExecutionError('TRAINING_DIVERGED', `${what}. ${wayOut}`);
}
