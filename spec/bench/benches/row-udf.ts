import type { Bench } from '../bench.js';
import { program } from '../data.js';
import { below, median, paired } from '../paired.js';
import { peerPython, script } from '../peers/python.js';
import { servedSide } from '../served-side.js';

const ROWS = '10000000';
const LIMIT_NS = 60;
const TIMES = 5;

export const rowUdf: Bench = {
  name: 'row-udf',
  about: 'a function called for each of 10M doubles in two workers, against a Python one and against 60 ns a row; and from a parquet file',
  async *run() {
    const peer = await servedSide('Python function', await peerPython(), [script('row_function.py'), ROWS]);
    const ours = await servedSide('Kindling', process.execPath, [program('row-udf-program.js'), ROWS]);
    const figure = await paired({ bench: 'row-udf', unit: 'ns/row', better: 'lower', ours, peer, pairs: TIMES });
    yield figure;
    yield below('row-udf', 'ns/row', figure.value, LIMIT_NS, 'limit');
    yield below('row-udf-parquet', 'ns/row', await fromParquet(), LIMIT_NS, 'limit');
  },
};

async function fromParquet(): Promise<number> {
  const side = await servedSide('Kindling from parquet', process.execPath, [program('row-udf-program.js'), ROWS, 'parquet']);
  const values: number[] = [];
  try {
    for (let i = 0; i < TIMES; i++) values.push(await side.measure());
  } finally {
    side.close?.();
  }
  return median(values);
}
