import type * as arrow from 'apache-arrow';
import { DenseVector } from '#lib/linalg/dense-vector.js';
import { SparseVector } from '#lib/linalg/sparse-vector.js';
import type { VectorType } from '#lib/types/data-type.js';
import type { Reader } from './column-reader.js';
import { spans } from './read-nested.js';

/** Vectors over the column's own memory: they must not be written to. */
export function readVector({ layout }: VectorType, data: arrow.Data): Reader {
  if (layout === 'dense') {
    const [startOf, endOf] = spans(data);
    const values = data.children[0]!.values as Float64Array | Float32Array;
    return (row) => new DenseVector(values.subarray(startOf(row), endOf(row)));
  }
  const [size, indices, values] = data.children as [arrow.Data, arrow.Data, arrow.Data];
  const sizes = size.values as Int32Array;
  const places = elements<Int32Array>(indices);
  const held = elements<Float64Array>(values);
  return (row) => new SparseVector(sizes[row]!, places(row), held(row));
}

function elements<T extends Int32Array | Float64Array>(list: arrow.Data): (row: number) => T {
  const [startOf, endOf] = spans(list);
  const values = list.children[0]!.values as T;
  return (row) => values.subarray(startOf(row), endOf(row)) as T;
}
