import { SeqToTensor } from './seq-to-tensor.js';

/** Makes a tensor of `size` of an array of numbers. */
export class ArrayToTensor extends SeqToTensor {
  override readonly step = 'ArrayToTensor';
}
