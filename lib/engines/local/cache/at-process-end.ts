const SIGNALS: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const works = new Set<() => void>();

/** Runs short, synchronous work when the process ends, by itself or by a signal; gives what takes that back. */
export function atProcessEnd(work: () => void): () => void {
  if (works.size === 0) {
    process.once('exit', runAll);
    for (const signal of SIGNALS) process.on(signal, onSignal);
  }
  works.add(work);
  return () => {
    if (works.delete(work) && works.size === 0) forget();
  };
}

function onSignal(signal: NodeJS.Signals): void {
  if (process.listenerCount(signal) > 1) return; // the program has its own way to end, and `exit` comes after it
  runAll();
  process.kill(process.pid, signal);
}

function runAll(): void {
  forget();
  for (const work of [...works]) work();
  works.clear();
}

function forget(): void {
  process.off('exit', runAll);
  for (const signal of SIGNALS) process.off(signal, onSignal);
}
