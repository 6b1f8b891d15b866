import type { LayersNetData } from '#lib/nn/net/layers-net-data.js';
import { openEagerReplica } from './eager-replica.js';
import type { Objective } from './objective.js';
import type { Replica } from './replica.js';

/** Opens the copy of the net that one worker trains. */
export const openReplica = (net: LayersNetData, objective: Objective, seed: number): Promise<Replica> => openEagerReplica(net, objective, seed);
