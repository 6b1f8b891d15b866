const jobs = new Set<() => void>();
let watching = false;

/** Runs `job`, which must not wait, when this process ends, also by Ctrl-C; unless the function that it gives is called before. */
export function atExit(job: () => void): () => void {
  if (!watching) watch();
  jobs.add(job);
  return () => void jobs.delete(job);
}

function watch(): void {
  watching = true;
  process.once('exit', () => jobs.forEach((job) => job()));
  process.once('SIGINT', () => process.exit(130));
  process.once('SIGTERM', () => process.exit(143));
}
