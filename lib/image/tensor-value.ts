/** A value that can be written as numbers: what a chain of preprocessing steps ends in. */
export interface TensorValue {
  readonly shape: readonly number[];
  /** Writes the numbers, row-major, from `offset` on. */
  write(target: Float32Array, offset: number): Promise<void> | void;
}

export const isTensorValue = (value: unknown): value is TensorValue =>
  typeof value === 'object' && value !== null && 'write' in value && 'shape' in value;

/** How many numbers a shape holds. */
export const sizeOf = (shape: readonly number[]): number => shape.reduce((product, n) => product * n, 1);
