import { Float64, makeData, RecordBatch, Schema, Field, Struct, vectorFromArray, type Vector } from 'apache-arrow';
import { AnalysisError } from '#lib/errors.js';
import type { DataFrame } from '#lib/frame/data-frame.js';
import { Estimator, Model, Transformer, withParams, kinds, shared, type ParamMap } from '#lib/ml/index.js';
import { readTensors, writeTensors } from '#lib/ml/persistence/tensors.js';
import { relation, type ExtendRelation } from '#lib/plan/relation.js';
import { double, field, struct, type StructType } from '#lib/types/data-type.js';
import type { AggregateTask, ExtendTask } from '#lib/workers/task.js';
import { join } from 'node:path';

const columns = {
  inputCol: kinds.string({ doc: 'Column that is read.', default: 'x' }),
  outputCol: kinds.string({ doc: 'Column that receives the result.', default: 'y' }),
};

function append(schema: StructType, input: string, output: string): StructType {
  if (!schema.fields.some((f) => f.name === input)) throw new AnalysisError('COLUMN_NOT_FOUND', `No column '${input}'`);
  return struct([...schema.fields, field(output, double, false)]);
}

const affine = (df: DataFrame, input: string, output: string, factor: number, shift: number): DataFrame =>
  df.with(
    relation<ExtendRelation>({
      kind: 'extend',
      child: df.relation,
      inputs: [{ kind: 'column', parts: [input] }],
      fields: [field(output, double, false)],
      task: { module: import.meta.url, name: 'affineTask', key: `${output}${factor}${shift}`, state: { output, factor, shift } },
    }),
  );

export const affineTask: ExtendTask<{ output: string; factor: number; shift: number }> = ({ output, factor, shift }) => ({
  extend(batch) {
    const input = batch.getChildAt(0) as Vector<Float64>;
    const values = vectorFromArray(
      Array.from(input, (v) => v! * factor + shift),
      new Float64(),
    );
    const fields = [new Field(output, new Float64(), false)];
    return new RecordBatch(
      new Schema(fields),
      makeData({ type: new Struct(fields), length: batch.numRows, nullCount: 0, children: [values.data[0]!] }),
    );
  },
});

/** y = x * factor: a transformer for specs. */
export class Scale extends withParams(Transformer, 'Scale', {
  ...columns,
  factor: kinds.float({ doc: 'What values are multiplied by.', default: 2 }),
}) {
  override transformSchema(schema: StructType): StructType {
    return append(schema, this.getInputCol(), this.getOutputCol());
  }

  protected override transformImpl(df: DataFrame): DataFrame {
    return affine(df, this.getInputCol(), this.getOutputCol(), this.getFactor(), 0);
  }
}

export class CenterModel extends withParams(Model, 'CenterModel', columns) {
  #mean = new Float64Array(1);

  static of(mean: number, uid: string): CenterModel {
    const model = new CenterModel({}, uid);
    model.#mean[0] = mean;
    return model;
  }

  get mean(): number {
    return this.#mean[0]!;
  }

  override transformSchema(schema: StructType): StructType {
    return append(schema, this.getInputCol(), this.getOutputCol());
  }

  protected override transformImpl(df: DataFrame): DataFrame {
    return affine(df, this.getInputCol(), this.getOutputCol(), 1, -this.mean);
  }

  protected override copyState(original: this, extra: ParamMap): void {
    super.copyState(original, extra);
    this.#mean = original.#mean.slice();
  }

  override saveData(dir: string): Promise<void> {
    return writeTensors(join(dir, 'mean.arrow'), { mean: this.#mean });
  }

  override async loadData(dir: string): Promise<void> {
    this.#mean = (await readTensors(join(dir, 'mean.arrow')))['mean']!.values as Float64Array<ArrayBuffer>;
  }
}

/** y = x - mean(x) + shift: an estimator for specs. */
export class Center extends withParams(Estimator<CenterModel>, 'Center', {
  ...columns,
  shift: kinds.float({ doc: 'Added to the mean.', default: 0 }),
  seed: shared.seed,
}) {
  override transformSchema(schema: StructType): StructType {
    return append(schema, this.getInputCol(), this.getOutputCol());
  }

  protected override async fitImpl(df: DataFrame): Promise<CenterModel> {
    const { sum, count } = await df.engine.aggregate<{ sum: number; count: number }>(df.relation, {
      module: import.meta.url,
      name: 'sumTask',
      key: this.uid,
      state: this.getInputCol(),
    });
    return CenterModel.of(sum / count + this.getShift(), this.uid);
  }
}

export const sumTask: AggregateTask<string, { sum: number; count: number }> = {
  zero: () => ({ sum: 0, count: 0 }),
  fold: (state, batch, column) => {
    const values = batch.getChild(column) as Vector<Float64>;
    return { sum: state.sum + Array.from(values).reduce<number>((a, v) => a + v!, 0), count: state.count + batch.numRows };
  },
  merge: (a, b) => ({ sum: a.sum + b.sum, count: a.count + b.count }),
};
