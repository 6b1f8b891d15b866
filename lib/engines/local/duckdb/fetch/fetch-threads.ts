import { FetchThread } from './fetch-thread.js';

/** Idle threads beyond so many are ended. */
const MOST_IDLE = 2;

/** The fetching threads of a database: each serves one stream at a time, and is used again. */
export class FetchThreads {
  readonly #idle: FetchThread[] = [];
  readonly #busy = new Set<FetchThread>();
  readonly #onExit: () => void;

  /** `onExit` is called when the process ends while threads live: it must interrupt what they wait for, or the process would wait too. */
  constructor(onExit: () => void) {
    this.#onExit = onExit;
  }

  /** A thread that nobody else uses, perhaps not ready yet. It comes back by `giveBack`. */
  take(): FetchThread {
    if (this.#idle.length + this.#busy.size === 0) process.on('exit', this.#onExit);
    const thread = this.#idle.pop() ?? new FetchThread();
    this.#busy.add(thread);
    return thread;
  }

  async giveBack(thread: FetchThread): Promise<void> {
    this.#busy.delete(thread);
    if (thread.alive && this.#idle.length < MOST_IDLE) this.#idle.push(thread);
    else await thread.end();
    this.#checkOver();
  }

  /** Ends the idle threads. Those that are used end when they come back and nothing is open. */
  async close(): Promise<void> {
    await Promise.all(this.#idle.splice(0).map((thread) => thread.end()));
    this.#checkOver();
  }

  #checkOver(): void {
    if (this.#idle.length + this.#busy.size === 0) process.off('exit', this.#onExit);
  }
}
