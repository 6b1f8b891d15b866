// What `npm run bench` runs: the benches that are named, or all of them; one line of JSON a figure.
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { didYouMean } from '#lib/nearest-name.js';
import { type Bench, say } from './bench.js';
import { mainJob } from './benches/main-job.js';
import { memory } from './benches/memory.js';
import { preprocessing } from './benches/preprocessing.js';
import { rowUdf } from './benches/row-udf.js';
import { scaling } from './benches/scaling.js';
import { userFunction } from './benches/user-function.js';

const benches: readonly Bench[] = [preprocessing, scaling, mainJob, memory, rowUdf, userFunction];

const HELP = `npm run bench -- [NAME…]    runs the benches named, all without a name

One line of JSON a figure on stdout: {bench, value, unit, peer, peerValue, ratio}; a ratio over 1 says that Kindling is better.
Both sides run in turn on the same input, so that other work on the machine meets both. The peers' Python packages are
installed into a folder of their own on first use.

  --list    the benches
  --help    this text
`;

const list = (): string => benches.map(({ name, about }) => `${name.padEnd(16)}${about}\n`).join('');

function benchOf(name: string): Bench {
  const names = benches.map((bench) => bench.name);
  const found = benches.find((bench) => bench.name === name);
  if (found === undefined) throw new Error(`A bench must be one of ${names.join(', ')}; got '${name}'.${didYouMean(name, names)}`);
  return found;
}

/** Runs one bench; gives whether it could. */
async function run({ name, needs = [], run: figures }: Bench): Promise<boolean> {
  const missing = needs.find((path) => !existsSync(path));
  if (missing !== undefined) {
    say(`${name} needs ${missing}, which is not there.`);
    return false;
  }
  try {
    for await (const figure of figures()) process.stdout.write(`${JSON.stringify(figure)}\n`);
    return true;
  } catch (error) {
    say(`${name}: ${(error as Error).message}`);
    return false;
  }
}

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { list: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  });
  const chosen = positionals.length === 0 ? benches : positionals.map(benchOf);
  if (values.help === true) process.stdout.write(HELP);
  else if (values.list === true) process.stdout.write(list());
  else for (const bench of chosen) if (!(await run(bench))) process.exitCode = 1;
} catch (error) {
  say((error as Error).message);
  process.exitCode = 1;
}
