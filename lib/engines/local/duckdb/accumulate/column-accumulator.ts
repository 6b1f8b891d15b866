import type { Data } from 'apache-arrow';

/** Gathers rows of C ArrowArrays of one type into one Data in shared memory: one implementation an Arrow layout, nested as the type is. */
export interface ColumnAccumulator {
  /** Looks at the array at `pointer`: `bytes` and `append` speak of its rows until the next one is loaded. */
  load(pointer: number): void;
  /** How many bytes the rows would add. */
  bytes(start: number, length: number): number;
  append(start: number, length: number): void;
  /** What was gathered since the last `finish`. */
  finish(): Data;
}
