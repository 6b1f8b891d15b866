import { denseStack, type StackLayer } from '#lib/nn/net/dense-stack.js';
import { openEagerReplica } from './eager-replica.js';
import type { Objective } from './objective.js';
import { plainLosses } from './plain-loss.js';
import { PlainReplica } from './plain-replica.js';
import type { Replica } from './replica.js';
import type { TrainingState } from './training-state.js';

/** Multiplications of one step below which plain TypeScript is done before TensorFlow's ops are called. */
const PLAIN_WORK = 5_000_000;

/** Opens the copy of the net that one worker trains. All workers open the same kind. */
export async function openReplica(state: TrainingState, objective: Objective): Promise<Replica> {
  const stack = plainStack(state, objective);
  if (stack !== undefined) return new PlainReplica(stack, state.net.values, objective, state.criterion, state.seed);
  return openEagerReplica(state.net, objective, state.seed);
}

/** The stack of a net that trains in plain TypeScript: dense layers, a loss that we have there, and little work in a batch. */
export function plainStack(
  { net, criterion, batchSize }: TrainingState,
  { topology, lifted }: Objective,
): readonly StackLayer[] | undefined {
  const known = plainLosses[criterion] !== undefined && (criterion === 'meanSquaredError' || lifted !== 'linear');
  if (!known || 3 * net.multiplications * batchSize > PLAIN_WORK) return undefined;
  return denseStack(topology, net.inputShape);
}
