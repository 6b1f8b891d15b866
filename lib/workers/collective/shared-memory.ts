import { CancelledError, ExecutionError } from '#lib/errors.js';
import type { Collective } from '#lib/workers/task.js';

/**
 * The meeting place of the threads of one gang, as plain data that is posted to each of them.
 * `data` holds a slot a rank and one for the result, of `capacity` floats each; longer vectors go through in pieces.
 */
export interface SharedCollective {
  readonly size: number;
  readonly capacity: number;
  readonly control: SharedArrayBuffer;
  readonly data: SharedArrayBuffer;
}

// Words of `control`; from LENGTHS on, one word a rank.
const ARRIVED = 0;
const GENERATION = 1;
const ABORTED = 2;
const LENGTHS = 4;

const FAILED = 1;
const CANCELLED = 2;

// A peer is usually a few microseconds away: look that long before going to sleep.
const SPINS = 2000;
const SLEEP_MS = 50;

/** Makes the meeting place for `size` threads. It takes `(size + 1) * capacity * 4` bytes of shared memory. */
export function createSharedCollective(size: number, capacity = 1 << 18): SharedCollective {
  const control = new SharedArrayBuffer((LENGTHS + size) * Int32Array.BYTES_PER_ELEMENT);
  const data = new SharedArrayBuffer(size === 1 ? 0 : (size + 1) * capacity * Float32Array.BYTES_PER_ELEMENT);
  return { size, capacity, control, data };
}

/** Ends every wait of the gang with an error, now and later: a rank has failed or died, or the job was cancelled. */
export function abortSharedCollective(shared: SharedCollective, reason: 'failed' | 'cancelled' = 'failed'): void {
  const control = new Int32Array(shared.control);
  Atomics.compareExchange(control, ABORTED, 0, reason === 'failed' ? FAILED : CANCELLED);
  Atomics.notify(control, GENERATION);
}

/** The collective of one rank. Its calls block the thread until the other ranks make the same call. */
export function openSharedCollective(shared: SharedCollective, rank: number): Collective {
  return new SharedMemoryCollective(shared, rank);
}

class SharedMemoryCollective implements Collective {
  readonly rank: number;
  readonly size: number;
  readonly #control: Int32Array;
  readonly #slots: Float32Array[];
  readonly #result: Float32Array;

  constructor(shared: SharedCollective, rank: number) {
    this.rank = rank;
    this.size = shared.size;
    this.#control = new Int32Array(shared.control);
    const slot = (index: number) =>
      new Float32Array(shared.data, index * shared.capacity * Float32Array.BYTES_PER_ELEMENT, shared.capacity);
    this.#slots = this.size === 1 ? [] : Array.from({ length: this.size }, (_, index) => slot(index));
    this.#result = this.size === 1 ? new Float32Array(0) : slot(this.size);
  }

  allReduce(values: Float32Array): void {
    if (this.size === 1) return;
    this.#checkLengths(values.length);
    for (const piece of this.#pieces(values)) {
      this.#slots[this.rank]!.set(piece);
      this.barrier();
      this.#sumSlice(Math.floor((piece.length * this.rank) / this.size), Math.floor((piece.length * (this.rank + 1)) / this.size));
      this.barrier();
      piece.set(this.#result.subarray(0, piece.length));
    }
  }

  broadcast(values: Float32Array, root = 0): void {
    if (this.size === 1) return;
    this.#checkLengths(values.length);
    for (const piece of this.#pieces(values)) {
      if (this.rank === root) this.#result.set(piece);
      this.barrier();
      if (this.rank !== root) piece.set(this.#result.subarray(0, piece.length));
      this.barrier();
    }
  }

  barrier(): void {
    if (this.size === 1) return;
    const control = this.#control;
    this.#throwIfAborted();
    const generation = Atomics.load(control, GENERATION);
    if (Atomics.add(control, ARRIVED, 1) === this.size - 1) {
      Atomics.store(control, ARRIVED, 0);
      Atomics.add(control, GENERATION, 1);
      Atomics.notify(control, GENERATION);
      return;
    }
    for (let spin = 0; spin < SPINS; spin++) if (Atomics.load(control, GENERATION) !== generation) return;
    while (Atomics.load(control, GENERATION) === generation) {
      this.#throwIfAborted();
      Atomics.wait(control, GENERATION, generation, SLEEP_MS);
    }
  }

  /** Adds up this rank's slice in rank order: no timing can change a bit of it. */
  #sumSlice(from: number, to: number): void {
    const [first, ...others] = this.#slots as [Float32Array, ...Float32Array[]];
    const result = this.#result;
    for (let i = from; i < to; i++) {
      let sum = first[i]!;
      for (const slot of others) sum += slot[i]!;
      result[i] = sum;
    }
  }

  *#pieces(values: Float32Array): Iterable<Float32Array> {
    const capacity = this.#result.length;
    for (let from = 0; from < values.length; from += capacity) yield values.subarray(from, from + capacity);
  }

  /** Ranks that disagree about the length would wait for each other for ever, or add up what does not belong together. */
  #checkLengths(length: number): void {
    const control = this.#control;
    Atomics.store(control, LENGTHS + this.rank, length);
    this.barrier();
    const expected = Atomics.load(control, LENGTHS);
    if (length === expected) {
      return;
    }
    throw new ExecutionError(
      'COLLECTIVE_MISMATCH',
      `Every rank must bring vectors of one length to a collective call; rank ${this.rank} brought ${length} values, rank 0 ${expected}.`,
    );
  }

  #throwIfAborted(): void {
    const aborted = Atomics.load(this.#control, ABORTED);
    if (aborted === FAILED)
      throw new ExecutionError('GANG_ABORTED', `Rank ${this.rank} of ${this.size} stopped because another rank failed.`);
    if (aborted === CANCELLED) throw new CancelledError(`Rank ${this.rank} of ${this.size} stopped because the job was cancelled.`);
  }
}
