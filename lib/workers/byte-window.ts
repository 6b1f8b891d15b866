/** Bytes that may be under way at once. One thing bigger than the window may pass, alone. */
export class ByteWindow {
  readonly #limit: number;
  #used = 0;
  #waiting: (() => void)[] = [];
  #failure: { readonly error: unknown } | undefined;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get used(): number {
    return this.#used;
  }

  /** Waits until there is room, then takes `bytes` of it. */
  async take(bytes: number): Promise<void> {
    while (this.#used > 0 && this.#used + bytes > this.#limit && this.#failure === undefined) {
      await new Promise<void>((wake) => this.#waiting.push(wake));
    }
    if (this.#failure !== undefined) throw this.#failure.error;
    this.#used += bytes;
  }

  /** Takes `bytes` whether there is room or not: they exist already. */
  add(bytes: number): void {
    this.#used += bytes;
  }

  give(bytes: number): void {
    this.#used -= bytes;
    this.#wakeAll();
  }

  /** Ends every wait, now and later, with `error`. */
  fail(error: unknown): void {
    this.#failure ??= { error };
    this.#wakeAll();
  }

  #wakeAll(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const wake of waiting) wake();
  }
}
