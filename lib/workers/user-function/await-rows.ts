/** So many calls of an asynchronous function are under way at once. */
const AT_ONCE = 32;

export interface AwaitOptions {
  readonly timeout: number | undefined;
  readonly signal: AbortSignal;
  /** The error of a row that takes longer than `timeout`. */
  timedOut(row: number): Error;
  /** The error of a row whose promise is rejected. */
  failed(row: number, error: unknown): Error;
}

/**
 * Awaits the results of rows `from` to `to`, some at once, and gives them in order. After the first failure no further
 * row is called.
 */
export async function awaitRows(call: (row: number) => unknown, from: number, to: number, options: AwaitOptions): Promise<unknown[]> {
  const results = new Array<unknown>(to - from);
  let next = from;
  const lane = async (): Promise<void> => {
    while (next < to) {
      options.signal.throwIfAborted();
      const row = next++;
      try {
        results[row - from] = await within(call, row, options);
      } catch (error) {
        next = to;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, to - from) }, lane));
  return results;
}

async function within(call: (row: number) => unknown, row: number, { timeout, timedOut, failed }: AwaitOptions): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const called = (async () => {
    try {
      return await call(row);
    } catch (error) {
      throw failed(row, error);
    }
  })();
  if (timeout === undefined) return called;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(timedOut(row)), timeout);
  });
  try {
    return await Promise.race([called, late]);
  } finally {
    clearTimeout(timer);
  }
}
