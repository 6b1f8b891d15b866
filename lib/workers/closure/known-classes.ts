import * as arrow from 'apache-arrow';
import { DenseVector } from '#lib/linalg/dense-vector.js';
import { SparseVector } from '#lib/linalg/sparse-vector.js';

/** A class of Kindling's or Arrow's whose instances travel as data. */
interface KnownClass<T> {
  is(value: object): value is object & T;
  /** Data in place of the instance; it is encoded in turn. */
  toData(value: T): unknown;
  fromData(data: any): T;
}

const knownClass = <T extends object>(
  type: new (...args: any[]) => T,
  toData: (value: T) => unknown,
  fromData: (data: any) => T,
): KnownClass<T> => ({
  is: (value): value is T => value instanceof type,
  toData,
  fromData,
});

const KNOWN: Readonly<Record<string, KnownClass<any>>> = {
  DenseVector: knownClass(
    DenseVector,
    (vector) => vector.values,
    (values: Float64Array | Float32Array) => new DenseVector(values),
  ),
  SparseVector: knownClass(
    SparseVector,
    ({ size, indices, values }) => ({ size, indices, values }),
    ({ size, indices, values }: SparseVector) => new SparseVector(size, indices, values),
  ),
  Table: knownClass(
    arrow.Table,
    (table) => arrow.tableToIPC(table),
    (bytes: Uint8Array) => arrow.tableFromIPC(bytes),
  ),
  RecordBatch: knownClass(
    arrow.RecordBatch,
    (batch) => arrow.tableToIPC(new arrow.Table(batch)),
    (bytes: Uint8Array) => arrow.tableFromIPC(bytes).batches[0]!,
  ),
  Vector: knownClass(
    arrow.Vector,
    (vector) => arrow.tableToIPC(new arrow.Table({ vector })),
    (bytes: Uint8Array) => arrow.tableFromIPC(bytes).getChildAt(0)!,
  ),
};

/** The name of the known class that a value is of, and the data that stands for it. */
export function knownData(value: object): { type: string; data: unknown } | undefined {
  for (const [type, known] of Object.entries(KNOWN)) if (known.is(value)) return { type, data: known.toData(value) };
  return undefined;
}

export const fromKnownData = (type: string, data: unknown): unknown => KNOWN[type]!.fromData(data);
