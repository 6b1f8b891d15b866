import { step } from '../progress.js';
import { SetupError } from '../setup-error.js';
import { buildBinding } from './binding.js';
import { runOfficialInstaller } from './official.js';
import { probe } from './probe.js';
import { rememberThatItWorks } from './stamp.js';
import { fetchLibrary, wheelForThisMachine } from './wheel.js';

export { tensorFlowIsReady } from './stamp.js';

/**
 * Makes `@tensorflow/tfjs-node` load: as it is, or by its own installer, or against the C library out of TensorFlow's
 * wheel. Only a child process that loads it and multiplies two matrices says that it works.
 */
export async function setUpTensorFlow(signal) {
  if (await works(signal)) return;
  await step("setting up TensorFlow (tfjs-node's own installer)", () => runOfficialInstaller(signal));
  if (await works(signal)) return;
  const wheel = wheelForThisMachine();
  const library = await fetchLibrary(wheel, signal);
  await step("building TensorFlow's binding (g++)", () => buildBinding(library, signal));
  const failure = await probe(signal);
  if (failure) throw new SetupError('TensorFlow was set up but does not load', failure);
  rememberThatItWorks();
}

async function works(signal) {
  if (await probe(signal)) return false;
  rememberThatItWorks();
  return true;
}
