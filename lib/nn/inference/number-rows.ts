import * as arrow from 'apache-arrow';
import { AnalysisError, ExecutionError } from '#lib/errors.js';

/** The numbers in each row of a column: a vector, a list of numbers, or one number. */
export interface NumberRows {
  isNull(row: number): boolean;
  /** Whether there is a null among the row's numbers. */
  hasNull(row: number): boolean;
  /** Copies the row's `width` numbers to `target` from `offset` on. Throws an ExecutionError where the row has more or fewer. */
  copy(row: number, target: Float32Array, offset: number, width: number): void;
}

/** What errors call a row of a batch. */
export type RowPlace = (row: number) => string;

const inBatch: RowPlace = (row) => `row ${row} of the batch`;

/** Reads the rows of a column of a batch; `column` is its name in errors, `place` where a row is. Dense vectors and lists of floats are copied as blocks. */
export function numberRows(vector: arrow.Vector, name: string, place: RowPlace = inBatch): NumberRows {
  const column: Named = { name, place };
  const data = vector.data[0];
  if (data === undefined) return { isNull: () => true, hasNull: () => false, copy: () => undefined };
  const isNull = data.nullCount === 0 ? () => false : (row: number) => !data.getValid(row);
  return { isNull, hasNull: nullFinder(data), copy: copierOf(data, column) };
}

interface Named {
  readonly name: string;
  readonly place: RowPlace;
}

/** Finds nulls inside rows that are lists, however deep. */
function nullFinder(data: arrow.Data): (row: number) => boolean {
  const range = rangeOf(data);
  if (range === undefined) return () => false;
  const child = data.children[0]!;
  const inner = rangeOf(child) === undefined ? undefined : nullFinder(child);
  if (inner === undefined && child.nullCount === 0) return () => false;
  return (row) => {
    for (let i = range.start(row); i < range.end(row); i++) if (!child.getValid(i) || inner?.(i) === true) return true;
    return false;
  };
}

interface Range {
  start(row: number): number;
  end(row: number): number;
}

/** Where the rows of a list lie in its child; undefined where the column is no list. */
function rangeOf(data: arrow.Data): Range | undefined {
  const { type } = data;
  if (arrow.DataType.isFixedSizeList(type)) return { start: (row) => row * type.listSize, end: (row) => (row + 1) * type.listSize };
  if (!arrow.DataType.isList(type)) return undefined;
  const offsets = data.valueOffsets as Int32Array;
  return { start: (row) => offsets[row]!, end: (row) => offsets[row + 1]! };
}

type Copy = NumberRows['copy'];

function copierOf(data: arrow.Data, column: Named): Copy {
  const { type } = data;
  const range = rangeOf(data);
  if (range !== undefined) return copyRange(data.children[0]!, column, range);
  if (arrow.DataType.isStruct(type) && type.children.map(({ name }) => name).join() === 'size,indices,values')
    return copySparse(data, column);
  const number = numberAt(data, column);
  return (row, target, offset, width) => {
    checkWidth(1, width, row, column);
    target[offset] = number(row);
  };
}

/** Rows that are ranges of a child: of numbers, or of lists again, which are laid out one after the other. */
function copyRange(child: arrow.Data, column: Named, { start, end }: Range): Copy {
  const { values, nullCount } = child;
  if ((values instanceof Float32Array || values instanceof Float64Array) && arrow.DataType.isFloat(child.type) && nullCount === 0) {
    return (row, target, offset, width) => {
      const from = start(row);
      const to = end(row);
      checkWidth(to - from, width, row, column);
      target.set(values.subarray(from, to), offset);
    };
  }
  if (arrow.DataType.isFixedSizeList(child.type) || arrow.DataType.isList(child.type)) {
    const inner = copierOf(child, column);
    return (row, target, offset, width) => {
      const from = start(row);
      const count = end(row) - from;
      if (count === 0 || width % count !== 0) checkWidth(count, width, row, column);
      for (let i = 0; i < count; i++) {
        if (!child.getValid(from + i)) throw nullElement(column, row);
        inner(from + i, target, offset + (i * width) / count, width / count);
      }
    };
  }
  const number = numberAt(child, column);
  return (row, target, offset, width) => {
    const from = start(row);
    const count = end(row) - from;
    checkWidth(count, width, row, column);
    for (let i = 0; i < count; i++) {
      if (!child.getValid(from + i)) throw nullElement(column, row);
      target[offset + i] = number(from + i);
    }
  };
}

/** A sparse vector: a struct of size, indices and values. */
function copySparse(data: arrow.Data, column: Named): Copy {
  const [sizes, indices, values] = data.children as [arrow.Data, arrow.Data, arrow.Data];
  const offsets = indices.valueOffsets as Int32Array;
  const valueOffsets = values.valueOffsets as Int32Array;
  const at = indices.children[0]!.values as Int32Array;
  const numbers = values.children[0]!.values as Float64Array;
  return (row, target, offset, width) => {
    checkWidth((sizes.values as Int32Array)[row]!, width, row, column);
    target.fill(0, offset, offset + width);
    const start = offsets[row]!;
    for (let i = start; i < offsets[row + 1]!; i++) target[offset + at[i]!] = numbers[valueOffsets[row]! + i - start]!;
  };
}

function numberAt(data: arrow.Data, column: Named): (row: number) => number {
  const { type, values } = data;
  if (arrow.DataType.isFloat(type) && type.precision !== arrow.Precision.HALF) return (row) => (values as Float64Array)[row]!;
  if (arrow.DataType.isInt(type))
    return type.bitWidth === 64 ? (row) => Number((values as BigInt64Array)[row]!) : (row) => (values as Int32Array)[row]!;
  if (arrow.DataType.isBool(type)) {
    const vector = new arrow.Vector([data]);
    return (row) => Number(vector.get(row));
  }
  throw new AnalysisError(
    'DATATYPE_MISMATCH',
    `Column '${column.name}' must hold numbers, vectors or arrays of numbers; it holds ${String(type)}. Cast it, or give a preprocessing step that makes numbers of it.`,
  );
}

function checkWidth(got: number, width: number, row: number, column: Named): void {
  if (got === width) return;
  throw new ExecutionError(
    'VECTOR_SIZE_MISMATCH',
    `Every row of column '${column.name}' must have ${width} number${width === 1 ? '' : 's'}; ${column.place(row)} has ${got}. Filter such rows out, or make them as long as the others.`,
  );
}

const nullElement = (column: Named, row: number) =>
  new ExecutionError(
    'NULL_VALUE',
    `Column '${column.name}' must have no nulls inside its arrays; ${column.place(row)} has one. Filter or fill them first.`,
  );
