import type { TrainingState } from './training-state.js';
import { objectiveOf } from './objective.js';
import { plainStack } from './open-replica.js';

// Seconds, measured with eager tfjs on one core; only their proportions matter.
const STEP = 1.5e-3;
const MULTIPLICATION = 1 / 4e9;
const MEETING = 1e-4;
const EXCHANGED_WEIGHT = 4e-9;

/**
 * How many workers make a step of this training shortest, `most` at most. A second worker halves the arithmetic and adds a meeting,
 * which small nets do not win back; the numbers are the same either way.
 */
export function gangSize(state: TrainingState, most: number): number {
  if (plainStack(state, objectiveOf(state.net, state.criterion)) !== undefined || trainsStatistics(state)) return 1;
  const { multiplications, values } = state.net;
  // Forward, and backward by the weights and by the inputs.
  const work = 3 * multiplications * state.batchSize * MULTIPLICATION;
  const seconds = (size: number) => STEP + work / size + (size === 1 ? 0 : MEETING + values.length * EXCHANGED_WEIGHT);
  let best = 1;
  for (let size = 2; size <= most; size++) if (seconds(size) < seconds(best)) best = size;
  return best;
}

/** Whether a net normalises by the statistics of a batch, of which a worker sees its share only. */
export const trainsStatistics = ({ net }: TrainingState): boolean => JSON.stringify(net.topology).includes('"BatchNormalization"');
