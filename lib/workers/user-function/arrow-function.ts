import * as arrow from 'apache-arrow';
import { columnBuilder } from '#lib/arrow/values/column-builder.js';
import { columnReader } from '#lib/arrow/values/column-reader.js';
import { fixedData, fixedFormat } from '#lib/arrow/values/fixed-builder.js';
import { isArrayLike } from '#lib/arrow/values/list-builder.js';
import { sharedArray } from '#lib/arrow/values/shared-memory.js';
import { show } from '#lib/arrow/values/value-mismatch.js';
import { fromArrowType, toArrowType } from '#lib/types/arrow.js';
import type { DataType } from '#lib/types/data-type.js';
import { revive } from '#lib/workers/closure/revive.js';
import type { ExtendTask } from '#lib/workers/task.js';
import { oneColumnBatch } from './one-column-batch.js';
import { failed, failureOf } from './user-function-error.js';
import type { CallSite } from './user-function-error.js';
import type { ArrowFunctionState } from './user-function-state.js';

/** Calls a user's function once a batch, with whole Arrow vectors: the task of `arrowUdf`. */
export const arrowFunction: ExtendTask<ArrowFunctionState> = async (state) => {
  const fn = await revive(state.fn);
  const { name, returns } = state;
  return {
    async extend(input: arrow.RecordBatch, partition: number, firstRow?: number): Promise<arrow.RecordBatch> {
      const site = { name, partition, firstRow };
      try {
        const vectors = input.data.children.map((data) => new arrow.Vector([data]));
        const result: unknown = await fn(...vectors);
        return oneColumnBatch(name, returns, columnOf(result, returns, input.numRows, site), input.numRows);
      } catch (error) {
        throw failureOf(error, site);
      }
    },
  };
};

/** The column of a result: as it is where it has the type already, else built value by value, each checked. */
function columnOf(result: unknown, type: DataType, rows: number, site: CallSite): arrow.Data {
  if (!(result instanceof arrow.Vector) && !isArrayLike(result)) {
    throw failed(site, `must return a Vector, a typed array or an array; got ${show(result)}`, undefined);
  }
  if (result.length !== rows)
    throw failed(site, `must return as many values as the batch has rows, ${rows}; got ${result.length}`, undefined);
  if (result instanceof arrow.Vector) {
    const [only, ...more] = result.data;
    if (only !== undefined && more.length === 0 && arrow.util.compareTypes(result.type, toArrowType(type))) return only;
    return built(type, rows, columnReader(fromArrowType(result.type), result, { name: site.name, longs: 'bigint' }), site);
  }
  return exactNumbers(result, type, rows) ?? built(type, rows, (row) => result[row], site);
}

/** Numbers of exactly the column's width need no check. */
function exactNumbers(values: ArrayLike<unknown>, type: DataType, rows: number): arrow.Data | undefined {
  const format = fixedFormat(type);
  if (format === undefined || !ArrayBuffer.isView(values) || !(WIDTHS[type.kind] === values.constructor)) return undefined;
  const shared = sharedArray(format.array, rows * format.stride) as ArrayBufferView;
  new Uint8Array(shared.buffer).set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  return fixedData(type, shared, { length: rows, nullCount: 0, nullBitmap: undefined });
}

const WIDTHS: Partial<Record<DataType['kind'], Function>> = {
  byte: Int8Array,
  short: Int16Array,
  integer: Int32Array,
  long: BigInt64Array,
  float: Float32Array,
  double: Float64Array,
};

function built(type: DataType, rows: number, read: (row: number) => unknown, site: CallSite): arrow.Data {
  const builder = columnBuilder(type, { name: site.name, capacity: rows });
  for (let row = 0; row < rows; row++) {
    try {
      builder.append(read(row));
    } catch (error) {
      throw failureOf(error, { ...site, row });
    }
  }
  return builder.finish();
}
