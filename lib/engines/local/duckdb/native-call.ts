import { duckdb } from './library.js';
import type { NativeFunction } from './library.js';
import { DuckDbError } from './duckdb-error.js';

/** A handle of the C API, in a cell that C can write to and clear. */
export type Handle = BigUint64Array;

export const newHandle = (value: number | bigint = 0n): Handle => BigUint64Array.of(BigInt(value));

/** Where a buffer of ours lies. The caller keeps the buffer alive as long as the address is used. */
export const addressOf = (buffer: ArrayBufferView): number => Number(duckdb().koffi.address(buffer));

/** Runs a native function on libuv's pool, so that the event loop lives; resolves to what it returns. Keeps the arguments alive meanwhile. */
export function callAsync<T>(call: NativeFunction, ...args: unknown[]): Promise<T> {
  return new Promise((resolve, reject) => {
    const held = [...args];
    call.async(...args, (error: unknown, value: T) => {
      held.length = 0;
      if (error === null || error === undefined) resolve(value);
      else reject(error as Error);
    });
  });
}

/** Throws what an error data of the C API says, having freed it; 0 says nothing. */
export function checkErrorData(error: number): void {
  if (error === 0) return;
  const api = duckdb();
  const message = api.error_data_message(error) as string;
  api.destroy_error_data(newHandle(error));
  throw DuckDbError.from(message);
}
