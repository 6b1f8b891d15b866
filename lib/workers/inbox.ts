/** A queue between two sides of a thread: one puts, the other iterates; it ends or fails behind what is in it. */
export class Inbox<T> implements AsyncIterable<T> {
  readonly #items: T[] = [];
  #end: { readonly error?: unknown } | undefined;
  #wake: (() => void) | undefined;

  put(item: T): void {
    if (this.#end !== undefined) return; // nobody will ask for it
    this.#items.push(item);
    this.#wake?.();
  }

  /** Ends behind what is queued, with `failure.error` where one is given. */
  end(failure: { readonly error?: unknown } = {}): void {
    this.#finish(failure);
  }

  /** Throws `error` at the reader now, whatever is still queued. */
  fail(error: unknown): void {
    if (this.#end === undefined) this.#items.length = 0;
    this.#finish({ error });
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    for (;;) {
      while (this.#items.length > 0) yield this.#items.shift()!;
      if (this.#end !== undefined) {
        if ('error' in this.#end) throw this.#end.error;
        return;
      }
      await new Promise<void>((wake) => (this.#wake = wake));
      this.#wake = undefined;
    }
  }

  #finish(end: { readonly error?: unknown }): void {
    this.#end ??= end;
    this.#wake?.();
  }
}
