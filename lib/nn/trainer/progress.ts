import type { TrainingProgress } from './training-state.js';

/** Where progress is drawn: `process.stderr`, or anything like it. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Draws training as one line that changes in place; draws nothing where the stream is no terminal. */
export class TrainingProgressLine {
  readonly #stream: ProgressStream;
  #drawn = false;

  constructor(stream: ProgressStream) {
    this.#stream = stream;
  }

  update(progress: TrainingProgress): void {
    if (this.#stream.isTTY !== true) return;
    // A terminal that does not know its width says 0.
    this.#stream.write(`\r\x1b[K${progressText(progress).slice(0, Math.max(0, (this.#stream.columns || 80) - 1))}`);
    this.#drawn = true;
  }

  /** Takes the line away, so that what is printed next starts on a clean one. */
  close(): void {
    if (this.#drawn) this.#stream.write('\r\x1b[K');
    this.#drawn = false;
  }
}

/** `epoch 3/25 · step 12/16 · loss 0.1234 · 15,200 samples/s`. */
export function progressText({ epoch, epochs, step, steps, loss, samplesPerSecond }: TrainingProgress): string {
  const rate = Math.round(samplesPerSecond).toLocaleString('en-US');
  return `epoch ${epoch}/${epochs} · step ${step}/${steps} · loss ${loss.toPrecision(4)} · ${rate} samples/s`;
}
