import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { type Difference, hang } from './difference.js';
import type { GoldenRecord } from './golden-record.js';
import type { RecordMessage } from './record-process.js';

/** How a runner may be told to be otherwise. */
export interface RunnerOptions {
  /** Milliseconds after which a record is cancelled. */
  readonly timeout?: number;
  /** Milliseconds that the process has, after a record was cancelled, before it is killed. */
  readonly grace?: number;
  /** What runs the records. */
  readonly program?: URL;
}

/**
 * Runs records in a process of their own, so that a statement that hangs or brings the process down is a difference and the
 * next records have a new one. A record that runs longer than the timeout is cancelled, then killed.
 */
export class RecordRunner implements AsyncDisposable {
  readonly #options: Required<RunnerOptions>;
  #child: Promise<ChildProcess> | undefined;

  constructor(options: RunnerOptions = {}) {
    this.#options = { timeout: 30_000, grace: 5000, program: new URL('./record-process.js', import.meta.url), ...options };
  }

  /** How the answer to a record differs from its own; undefined where it does not. */
  async run(record: GoldenRecord): Promise<Difference | undefined> {
    const child = await (this.#child ??= this.#started());
    const ended = new AbortController();
    const exit = once(child, 'exit', { signal: ended.signal });
    const answer = once(child, 'message', { signal: ended.signal });
    const { timeout, grace } = this.#options;
    const message: RecordMessage = { record, timeout };
    let hung = false;
    const timer = setTimeout(() => (hung = child.kill('SIGKILL')), timeout + grace);
    child.send(message);
    try {
      const [end] = await Promise.race([answer, exit.then(([code, signal]) => [new ProcessEnd(String(code ?? signal))])]);
      if (!(end instanceof ProcessEnd)) return (end as { difference: Difference | undefined }).difference;
      return hung ? hang(timeout) : { kind: 'crash of the process', lines: [`got      the process ended: ${end.why}`] };
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

  /** A process that is ready for records; what it prints goes to stderr. */
  async #started(): Promise<ChildProcess> {
    const child = fork(this.#options.program, { serialization: 'advanced', stdio: ['ignore', 2, 2, 'ipc'] });
    const ready = await Promise.race([once(child, 'message').then(() => true), once(child, 'exit').then(() => false)]);
    if (!ready) throw new Error('The process that runs the records ended before it was ready');
    child.once('exit', () => (this.#child = undefined));
    return child;
  }
}

class ProcessEnd {
  readonly why: string;

  constructor(why: string) {
    this.why = why;
  }
}
