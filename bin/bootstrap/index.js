import { buildDist, distIsFresh } from './dist.js';
import { interruptible } from './interruption.js';
import { withLock } from './lock.js';
import { installPackages, packagesAreInstalled } from './packages.js';
import { inProject } from './project.js';
import { SetupError } from './setup-error.js';
import { setUpTensorFlow, tensorFlowIsReady } from './tensorflow/index.js';

/** What a script can need, in the order of setting up: how to see that it is there, and how to get it. */
const parts = {
  packages: { isReady: packagesAreInstalled, setUp: installPackages },
  tensorflow: { isReady: tensorFlowIsReady, setUp: setUpTensorFlow },
  dist: { isReady: distIsFresh, setUp: buildDist },
};

/** Sets up what is missing of the project, and nothing else; a few milliseconds where nothing is. */
export async function bootstrap(needs = Object.keys(parts)) {
  requireNode(20, 19);
  const steps = needs.map((name) => parts[name]);
  if (steps.every((part) => part.isReady())) return;
  await interruptible((signal) =>
    withLock(inProject('.cache/bootstrap.lock'), signal, async () => {
      for (const part of steps) if (!part.isReady()) await part.setUp(signal);
    }),
  );
}

/** Runs a command line: a SetupError is printed as its message alone, and the exit code is 1. */
export async function main(work) {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.error(`kindling: ${error.message}`);
    process.exitCode = 1;
  }
}

function requireNode(major, minor) {
  const [ours, ourMinor] = process.versions.node.split('.').map(Number);
  if (ours > major || (ours === major && ourMinor >= minor)) return;
  throw new SetupError(`Node must be ${major}.${minor} or newer; got ${process.version}: install a newer one from https://nodejs.org`);
}
