import type { RecordBatch } from 'apache-arrow';
import { ExecutionError } from '#lib/errors.js';
import type { Random } from '#lib/image/random.js';
import { type NumberRows, numberRows } from '#lib/nn/inference/number-rows.js';
import type { SampleReader, SampleRows } from '#lib/nn/inference/sample-reader.js';
import type { Partition } from '#lib/workers/task.js';

/** What a row must hold. */
export interface RowFormat {
  readonly featureWidth: number;
  readonly labelWidth: number;
  /** How many classes there are, where a label is the number of a class. */
  readonly classes: number | undefined;
  readonly handleInvalid: 'error' | 'skip';
}

/** Where rows are gathered. */
export interface Batch {
  readonly features: Float32Array;
  readonly labels: Float32Array;
}

/** The random numbers for the preprocessing of a row. */
export type RowDraw = (row: number) => Random;

/** The rows of all partitions as one numbered sequence, features and labels, read where they lie. Labels are checked when it is made. */
export class TrainingRows {
  readonly count: number;
  readonly skipped: number;
  readonly #format: RowFormat;
  readonly #read: SampleReader;
  readonly #chunks: SampleRows[] = [];
  // Row i of the sequence is row #rowIn[i] of chunk #chunkOf[i].
  readonly #chunkOf: Uint32Array;
  readonly #rowIn: Uint32Array;
  readonly #labels: Float32Array;

  constructor(partitions: readonly Partition[], read: SampleReader, format: RowFormat) {
    this.#read = read;
    this.#format = format;
    const total = partitions.reduce((sum, { rows }) => sum + rows, 0);
    this.#chunkOf = new Uint32Array(total);
    this.#rowIn = new Uint32Array(total);
    this.#labels = new Float32Array(total * format.labelWidth);
    let count = 0;
    for (const partition of partitions) {
      let first = 0;
      for (const batch of partition.batches()) {
        count = this.#index(batch, partition.index, first, count);
        first += batch.numRows;
      }
    }
    this.count = count;
    this.skipped = total - count;
  }

  /** Writes rows `order[from..to)` to the start of `features` and `labels`; a promise where samples are made by other threads. */
  gather(order: Uint32Array, from: number, to: number, target: Batch, draw: RowDraw): Promise<unknown> | undefined {
    const { featureWidth, labelWidth } = this.#format;
    const { features, labels } = target;
    const pending: Promise<void>[] = [];
    for (let i = from; i < to; i++) {
      const row = order[i]!;
      const at = i - from;
      const reading = this.#chunks[this.#chunkOf[row]!]!.read(this.#rowIn[row]!, features, at * featureWidth, () => draw(row));
      if (reading !== undefined) pending.push(reading);
      for (let k = 0; k < labelWidth; k++) labels[at * labelWidth + k] = this.#labels[row * labelWidth + k]!;
    }
    return pending.length === 0 ? undefined : Promise.all(pending);
  }

  #index(batch: RecordBatch, partition: number, first: number, count: number): number {
    const { labelWidth, handleInvalid } = this.#format;
    const [featuresName, labelName] = batch.schema.fields.map(({ name }) => name) as [string, string];
    const place = (row: number) => `row ${first + row} of partition ${partition}`;
    const features = this.#read(batch.getChildAt(0)!, featuresName, place);
    const labels = numberRows(batch.getChildAt(1)!, labelName, place);
    this.#chunks.push(features);
    for (let row = 0; row < batch.numRows; row++) {
      const problem =
        (features.isNull(row) ? nullProblem(featuresName) : undefined) ??
        (features.hasNull(row) ? nullProblem(featuresName, 'one inside its array') : undefined) ??
        (labels.isNull(row) || labels.hasNull(row) ? nullProblem(labelName) : undefined) ??
        this.#readLabel(labels, row, count * labelWidth, labelName);
      if (problem === undefined) {
        this.#chunkOf[count] = this.#chunks.length - 1;
        this.#rowIn[count++] = row;
      } else if (handleInvalid === 'error') {
        throw new ExecutionError(problem.condition, `${problem.message} Row ${first + row} of partition ${partition}. ${problem.wayOut}`);
      }
    }
    return count;
  }

  #readLabel(labels: NumberRows, row: number, at: number, name: string): Problem | undefined {
    const { labelWidth, classes } = this.#format;
    labels.copy(row, this.#labels, at, labelWidth);
    for (let i = at; i < at + labelWidth; i++) {
      const label = this.#labels[i]!;
      if (classes !== undefined ? !Number.isInteger(label) || label < 0 || label >= classes : !Number.isFinite(label))
        return labelProblem(name, label, classes);
    }
    return undefined;
  }
}

interface Problem {
  readonly condition: string;
  readonly message: string;
  readonly wayOut: string;
}

const nullProblem = (column: string, got = 'null'): Problem => ({
  condition: 'NULL_VALUE',
  message: `Column '${column}' must have no nulls in training; got ${got}.`,
  wayOut: "Drop such rows (df.na.drop or filter), or set handleInvalid to 'skip'.",
});

function labelProblem(column: string, label: number, classes: number | undefined): Problem {
  if (classes === undefined) {
    return {
      condition: 'INVALID_LABEL',
      message: `Column '${column}' must hold finite numbers; got ${label}.`,
      wayOut: "Drop such rows, or set handleInvalid to 'skip'.",
    };
  }
  const range = classes === 2 ? '0 or 1' : `an integer from 0 to ${classes - 1}`;
  const units = Number.isInteger(label) && label >= classes ? `, give the last layer ${label + 1} units` : '';
  return {
    condition: 'INVALID_LABEL',
    message: `Column '${column}' must hold ${range}, as the net has ${classes} outputs and classes count from 0; got ${label}.`,
    wayOut: `Number the labels from 0${units}, or set handleInvalid to 'skip'.`,
  };
}
