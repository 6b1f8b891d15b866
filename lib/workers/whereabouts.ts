/** What a worker is doing: which step of which partition of which job; step -1 is the source. */
export interface Whereabouts {
  readonly job: number;
  readonly partition: number;
  readonly step: number;
  /** Goes up whenever a call into a task begins or ends. */
  readonly calls: number;
  /** Whether a call has begun and not ended. */
  readonly busy: boolean;
}

const JOB = 0;
const PARTITION = 1;
const STEP = 2;
const BEGUN = 3;
const ENDED = 4;

/** A call into a task that has begun. */
export interface NotedCall {
  readonly job: number;
  readonly partition: number;
  readonly step: number;
}

/**
 * A note in shared memory on which the worker writes what it calls. The driver reads it when the worker has died, or
 * answers nothing: no message could say it then. Where calls overlap, it is about the one that began last and still lasts.
 */
export class CallNote {
  readonly memory: SharedArrayBuffer;
  readonly #cells: Int32Array;
  readonly #lasting: NotedCall[] = [];

  constructor(memory = new SharedArrayBuffer(5 * Int32Array.BYTES_PER_ELEMENT)) {
    this.memory = memory;
    this.#cells = new Int32Array(memory);
  }

  /** The call begins, or goes on after it had waited for input. */
  begin(call: NotedCall): void {
    this.#lasting.push(call);
    this.#write(call);
    Atomics.add(this.#cells, BEGUN, 1);
  }

  /** The call ends, or waits for input. */
  end(call: NotedCall): void {
    this.#lasting.splice(this.#lasting.lastIndexOf(call), 1);
    const last = this.#lasting.at(-1);
    if (last !== undefined) this.#write(last);
    Atomics.add(this.#cells, ENDED, 1);
  }

  read(): Whereabouts {
    const [begun, ended] = [Atomics.load(this.#cells, BEGUN), Atomics.load(this.#cells, ENDED)];
    return {
      job: Atomics.load(this.#cells, JOB),
      partition: Atomics.load(this.#cells, PARTITION),
      step: Atomics.load(this.#cells, STEP),
      calls: begun + ended,
      busy: begun !== ended,
    };
  }

  #write(call: NotedCall): void {
    Atomics.store(this.#cells, JOB, call.job);
    Atomics.store(this.#cells, PARTITION, call.partition);
    Atomics.store(this.#cells, STEP, call.step);
  }
}
