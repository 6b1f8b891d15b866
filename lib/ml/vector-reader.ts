import { DataType, type Vector } from 'apache-arrow';

/** Reads single elements of a column of vectors. */
export interface VectorReader {
  size(row: number): number;
  at(row: number, index: number): number;
}

/** A reader of one batch's column of dense vectors (without a copy), sparse vectors, or lists of numbers. */
export function vectorReader(column: Vector): VectorReader {
  if (DataType.isFixedSizeList(column.type) && column.data.length === 1) {
    const { listSize } = column.type;
    const values = column.data[0]!.children[0]!.values as ArrayLike<number>;
    return { size: () => listSize, at: (row, index) => values[row * listSize + index]! };
  }
  if (DataType.isStruct(column.type)) {
    const rowOf = (row: number): SparseRow => column.get(row) as SparseRow;
    return { size: (row) => rowOf(row).size, at: (row, index) => sparseAt(rowOf(row), index) };
  }
  const rowOf = (row: number): Vector => column.get(row) as Vector;
  return { size: (row) => rowOf(row).length, at: (row, index) => Number(rowOf(row).get(index)) };
}

interface SparseRow {
  readonly size: number;
  readonly indices: Vector;
  readonly values: Vector;
}

function sparseAt({ indices, values }: SparseRow, index: number): number {
  const at = (indices.toArray() as Int32Array).indexOf(index);
  return at === -1 ? 0 : (values.get(at) as number);
}
