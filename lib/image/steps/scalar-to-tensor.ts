import { SeqToTensor } from './seq-to-tensor.js';

/** Makes a tensor of one number. */
export class ScalarToTensor extends SeqToTensor {
  static override readonly parameters = [];
  override readonly step = 'ScalarToTensor';

  constructor() {
    super([1]);
  }
}
