import type { EpochSummary } from './trainer/training-state.js';

/** How a training went. */
export class TrainingSummary {
  /** One entry an epoch: the mean loss, the accuracy where the criterion knows classes, the seconds. */
  readonly history: readonly EpochSummary[];
  /** Rows trained on in each epoch. */
  readonly rows: number;
  /** Rows left out because `handleInvalid` is 'skip'. */
  readonly skipped: number;
  /** Workers that trained at once. */
  readonly workers: number;

  constructor({
    history,
    rows,
    skipped,
    workers,
  }: {
    readonly history: readonly EpochSummary[];
    readonly rows: number;
    readonly skipped: number;
    readonly workers: number;
  }) {
    this.history = history;
    this.rows = rows;
    this.skipped = skipped;
    this.workers = workers;
  }

  get totalIterations(): number {
    return this.history.length;
  }

  /** The mean loss of each epoch. */
  get objectiveHistory(): number[] {
    return this.history.map(({ loss }) => loss);
  }

  /** The accuracy of the last epoch; undefined where the criterion knows no classes. */
  get accuracy(): number | undefined {
    return this.history.at(-1)?.accuracy;
  }
}

/** The summary that was written as JSON; undefined for null. */
export function readSummary(json: unknown): TrainingSummary | undefined {
  return json === null || json === undefined ? undefined : new TrainingSummary(json as TrainingSummary);
}
