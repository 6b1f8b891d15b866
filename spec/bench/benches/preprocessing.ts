import type { Bench } from '../bench.js';
import { photographs, program } from '../data.js';
import { paired } from '../paired.js';
import { peerPython, script } from '../peers/python.js';
import { servedSide } from '../served-side.js';

export const preprocessing: Bench = {
  name: 'preprocessing',
  about: 'photographs to tensors in two workers, against Pillow in two threads; goal 1.0',
  needs: [photographs],
  async *run() {
    const peer = await servedSide('Pillow, two threads', await peerPython(), [script('preprocessing.py'), photographs]);
    const ours = await servedSide('Kindling', process.execPath, [program('preprocessing-program.js'), photographs, '2']);
    yield paired({ bench: 'preprocessing', unit: 'images/s', better: 'higher', ours, peer, pairs: 7 });
  },
};
