import { join } from 'node:path';
import type { Bench } from '../bench.js';
import { backbone, photographs, program } from '../data.js';
import { paired } from '../paired.js';
import { servedSide } from '../served-side.js';

export const scaling: Bench = {
  name: 'scaling',
  about: 'photographs to embeddings in two workers, against one; goal 1.7',
  needs: [photographs, backbone.file],
  async *run() {
    const side = (name: string, workers: number) =>
      servedSide(name, process.execPath, [program('embedding-program.js'), join(photographs, '*/*/*.jpg'), String(workers)]);
    yield paired({
      bench: 'scaling',
      unit: 'images/s',
      better: 'higher',
      ours: await side('Kindling', 2),
      peer: await side('one worker', 1),
      pairs: 5,
    });
  },
};
