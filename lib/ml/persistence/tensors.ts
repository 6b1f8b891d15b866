import { readFile, writeFile } from 'node:fs/promises';
import * as arrow from 'apache-arrow';
import { ExecutionError } from '#lib/errors.js';

export type TensorValues =
  | Float32Array
  | Float64Array
  | Int8Array
  | Int16Array
  | Int32Array
  | Uint8Array
  | Uint16Array
  | Uint32Array
  | BigInt64Array
  | BigUint64Array;

/** Numbers and how they are laid out, row-major. */
export interface Tensor<V extends TensorValues = TensorValues> {
  readonly values: V;
  readonly shape: readonly number[];
}

const SHAPE = 'shape';

/**
 * Writes named tensors to an Arrow IPC file of one row: each column is the list of a tensor's values, its shape in the field's
 * metadata, so that any Arrow reader opens it.
 */
export async function writeTensors(file: string, tensors: Readonly<Record<string, Tensor | TensorValues>>): Promise<void> {
  const fields: arrow.Field[] = [];
  const columns: arrow.Data[] = [];
  for (const [name, tensor] of Object.entries(tensors)) {
    const { values, shape } = ArrayBuffer.isView(tensor) ? { values: tensor, shape: [tensor.length] } : tensor;
    if (shape.reduce((a, b) => a * b, 1) !== values.length)
      throw new ExecutionError(
        'INVALID_TENSOR',
        `Tensor '${name}' of shape [${shape.join(', ')}] must have as many values; it has ${values.length}`,
      );
    const child = arrow.makeVector(values as Float64Array).data[0]!;
    const type = new arrow.List(new arrow.Field('element', child.type, false));
    columns.push(arrow.makeData({ type, length: 1, nullCount: 0, valueOffsets: Int32Array.of(0, values.length), child }));
    fields.push(new arrow.Field(name, type, false, new Map([[SHAPE, JSON.stringify(shape)]])));
  }
  const schema = new arrow.Schema(fields);
  const row = arrow.makeData({ type: new arrow.Struct(fields), length: 1, nullCount: 0, children: columns });
  await writeFile(file, arrow.tableToIPC(new arrow.Table(schema, new arrow.RecordBatch(schema, row)), 'file'));
}

/** The tensors that `writeTensors` wrote, by name in their order. */
export async function readTensors(file: string): Promise<Record<string, Tensor>> {
  const table = arrow.tableFromIPC(await readFile(file));
  return Object.fromEntries(
    table.schema.fields.map((field) => {
      const values = (table.getChild(field.name)!.get(0) as arrow.Vector).toArray() as TensorValues;
      return [
        field.name,
        { values: values.slice() as TensorValues, shape: JSON.parse(field.metadata.get(SHAPE) ?? `[${values.length}]`) as number[] },
      ];
    }),
  );
}
