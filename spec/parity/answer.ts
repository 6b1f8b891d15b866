import type { StructType } from '#lib/types/data-type.js';

/** What the engine made of a statement: rows in the golden encoding, or an error. */
export interface Answer {
  /** Undefined where the statement failed before its columns were known. */
  readonly schema?: StructType;
  readonly rows?: readonly (readonly unknown[])[];
  readonly error?: Failure;
}

export interface Failure {
  /** The condition; the error's class where it is not one of ours. */
  readonly condition: string;
  readonly message: string;
  /** Whether it is one of the library's own errors. */
  readonly isKindling: boolean;
}
