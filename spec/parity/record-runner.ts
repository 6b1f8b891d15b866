import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Difference } from './difference.js';
import type { GoldenRecord } from './golden-record.js';
import type { RecordMessage } from './record-process.js';

const program = fileURLToPath(new URL('./record-process.js', import.meta.url));

/** How long the process has, after a record was cancelled, before it is killed. */
const GRACE = 5000;

/**
 * Runs records in a process of their own, so that a statement that hangs or brings the process down is a difference and the
 * next records have a new one. A record that runs longer than `timeout` milliseconds is cancelled, then killed.
 */
export class RecordRunner implements AsyncDisposable {
  readonly #timeout: number;
  #child: Promise<ChildProcess> | undefined;

  constructor(timeout = 30_000) {
    this.#timeout = timeout;
  }

  /** How the answer to a record differs from its own; undefined where it does not. */
  async run(record: GoldenRecord): Promise<Difference | undefined> {
    const child = await (this.#child ??= started());
    const ended = new AbortController();
    const exit = once(child, 'exit', { signal: ended.signal });
    const answer = once(child, 'message', { signal: ended.signal });
    const message: RecordMessage = { record, timeout: this.#timeout };
    let hung = false;
    const timer = setTimeout(() => (hung = child.kill('SIGKILL')), this.#timeout + GRACE);
    child.send(message);
    try {
      const [end] = await Promise.race([answer, exit.then(([code, signal]) => [new ProcessEnd(code ?? signal)])]);
      if (!(end instanceof ProcessEnd)) return (end as { difference: Difference | undefined }).difference;
      this.#child = undefined;
      return hung ? hang(this.#timeout) : { kind: 'crash of the process', lines: [`got      the process ended: ${end.why}`] };
    } finally {
      clearTimeout(timer);
      ended.abort();
      await Promise.allSettled([answer, exit]);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const child = await this.#child;
    if (child === undefined) return;
    const exit = once(child, 'exit');
    child.disconnect();
    await exit;
  }
}

class ProcessEnd {
  readonly why: unknown;

  constructor(why: unknown) {
    this.why = why;
  }
}

const hang = (timeout: number): Difference => ({ kind: 'hang', lines: [`got      nothing within ${timeout / 1000} s`] });

/** A process that is ready for records; what it prints goes to stderr. */
async function started(): Promise<ChildProcess> {
  const child = fork(program, { serialization: 'advanced', stdio: ['ignore', 2, 2, 'ipc'] });
  const ready = await Promise.race([once(child, 'message').then(() => true), once(child, 'exit').then(() => false)]);
  if (!ready) throw new Error('The process that runs the records ended before it was ready');
  return child;
}
