import { Worker } from 'node:worker_threads';
import { ExecutionError } from '#lib/errors.js';
import type { FetchOrder, FetchReport } from './fetch-messages.js';

/** What came of an order: the thread's report, or why there is none. */
export type FetchAnswer = Exclude<FetchReport, { kind: 'ready' }> | { readonly kind: 'lost'; readonly error: Error };

/** A thread that fetches rows and waits for DuckDB while it does, as its driver sees it. An idle one keeps no process alive. */
export class FetchThread {
  readonly #worker: Worker;
  #ready = false;
  #lost: Error | undefined;
  #answer: ((answer: FetchAnswer) => void) | undefined;

  constructor() {
    this.#worker = new Worker(new URL('./fetch.worker.js', import.meta.url), {
      ...(process.execArgv.some((flag) => flag.startsWith('--input-type')) && { execArgv: [] }), // which is about the program's text, and ends a worker
    });
    this.#worker.unref();
    this.#worker.on('message', (report: FetchReport) => {
      if (report.kind === 'ready') this.#ready = true;
      else this.#settle(report);
    });
    this.#worker.on('error', (cause) => this.#lose(cause.message, cause));
    this.#worker.on('exit', (code) => this.#lose(`it ended (exit code ${code})`));
  }

  /** Whether an order would be done now: the thread has started, or is lost and says so. */
  get ready(): boolean {
    return this.#ready || this.#lost !== undefined;
  }

  get alive(): boolean {
    return this.#lost === undefined;
  }

  /** Gives an order; the one before must have been answered. A process stays alive for the answer. Never rejects. */
  ask(order: FetchOrder): Promise<FetchAnswer> {
    if (this.#lost !== undefined) return Promise.resolve({ kind: 'lost', error: this.#lost });
    this.#worker.ref();
    return new Promise((answer) => {
      this.#answer = answer;
      this.#worker.postMessage(order);
    });
  }

  /** Ends the thread, when it no longer waits for DuckDB. */
  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  #lose(why: string, cause?: Error): void {
    this.#lost ??= new ExecutionError('FETCH_THREAD_LOST', `The thread that fetches rows from DuckDB must live; ${why}. Run it again.`, {
      cause,
    });
    this.#settle({ kind: 'lost', error: this.#lost });
  }

  #settle(answer: FetchAnswer): void {
    this.#worker.unref();
    this.#answer?.(answer);
    this.#answer = undefined;
  }
}
