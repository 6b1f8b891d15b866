import type { RecordBatch } from 'apache-arrow';
import type { DataType, Field, StructType } from '#lib/types/data-type.js';
import type { Task } from './task.js';

/** A constant as a plan's literal holds it: long and timestamp as bigint, date as days, decimal as digits. */
export type Constant = null | boolean | number | bigint | string | Uint8Array | readonly Constant[];

/** A column that costs nothing to compute: one of the input, a field of a struct, or a constant. */
export type Light =
  | { readonly kind: 'input'; readonly index: number }
  | { readonly kind: 'field'; readonly child: Light; readonly index: number }
  | { readonly kind: 'literal'; readonly value: Constant; readonly type: DataType };

/** One thing that happens to every batch on its way through a worker. */
export type Step = ProjectStep | FilterStep | ExtendStep | MapStep;

/** Picks, reorders and renames columns, and reaches into structs: `columns[i]` is called `schema.fields[i]`. */
export interface ProjectStep {
  readonly kind: 'project';
  readonly columns: readonly Light[];
  readonly schema: StructType;
}

/** Keeps the rows where a boolean column is true; false and null rows go. */
export interface FilterStep {
  readonly kind: 'filter';
  readonly condition: Light;
}

/**
 * Appends `fields`, which an ExtendTask computes from `inputs`, called as in `inputSchema`. To replace a column in place,
 * put a project step behind.
 */
export interface ExtendStep {
  readonly kind: 'extend';
  readonly inputs: readonly Light[];
  readonly inputSchema: StructType;
  readonly fields: readonly Field[];
  readonly task: Task;
  /** What errors call it (the user's function); the task's export if not given. */
  readonly label?: string;
}

/** Hands the partition, with its columns called as in `inputSchema`, to a MapTask; rows of `schema` come out. */
export interface MapStep {
  readonly kind: 'map';
  readonly task: Task;
  readonly inputSchema: StructType;
  readonly schema: StructType;
  readonly label?: string;
}

/** Rows that a SourceTask reads in the workers: partition `i` is `splits[i]`, one after the other. */
export interface StageSource {
  readonly task: Task;
  readonly splits: readonly (readonly unknown[])[];
  readonly fields: readonly Field[];
  readonly label?: string;
}

/**
 * Work that one worker does on a batch without handing it back in between. Its rows come from `source`, or from the
 * driver, where there is none. Plain data: it clones to a worker.
 */
export interface Stage {
  readonly source?: StageSource;
  readonly steps: readonly Step[];
  /** What comes out of the last step. */
  readonly schema: StructType;
}

/** A batch and the partition that it belongs to. */
export interface PartitionBatch {
  readonly partition: number;
  readonly batch: RecordBatch;
}
