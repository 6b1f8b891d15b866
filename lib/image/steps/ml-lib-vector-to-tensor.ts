import { SeqToTensor } from './seq-to-tensor.js';

/** Makes a tensor of `size` of an ML vector. */
export class MLlibVectorToTensor extends SeqToTensor {
  override readonly step = 'MLlibVectorToTensor';
}
