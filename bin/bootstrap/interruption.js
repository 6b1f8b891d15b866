import { constants } from 'node:os';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs work that Ctrl-C ends in good order: the work's AbortSignal fires, its children stop and its `finally` blocks run,
 * and only then does this process exit, with the code that a shell gives to the signal.
 */
export async function interruptible(work) {
  const controller = new AbortController();
  const onSignal = (name) => controller.abort(name);
  for (const name of signals) process.on(name, onSignal);
  try {
    return await work(controller.signal);
  } finally {
    for (const name of signals) process.off(name, onSignal);
    if (controller.signal.aborted) process.exit(128 + constants.signals[controller.signal.reason]);
  }
}
