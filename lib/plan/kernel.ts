import type { DataType } from '#lib/types/data-type.js';

/** What a kernel may know of the session. */
export interface KernelSession {
  readonly timeZone: string;
}

/**
 * Makes the function of a call: from the types of its arguments and of its result to what is called for each row. Values
 * are raw, as literals are: a long is a bigint, a date days from 1970, a timestamp microseconds (bigint), a decimal its
 * digits with the whole scale, a struct an array of its fields, a map an array of pairs. What it throws ends the query.
 */
export type KernelMaker = (types: readonly DataType[], returns: DataType, session: KernelSession) => (...values: any[]) => unknown;

/** A function that is computed here, where DuckDB has none of the same meaning. */
export interface Kernel {
  readonly make: KernelMaker;
  /** Whether it is called where an argument is null too; else the result is null there. */
  readonly seesNulls?: boolean;
  /** Whether the same arguments may give another result. */
  readonly volatile?: boolean;
}

/** A kernel for certain types, under a name that says which kernel it is. */
export interface KernelUse extends Kernel {
  readonly name: string;
  readonly types: readonly DataType[];
  readonly returns: DataType;
}
