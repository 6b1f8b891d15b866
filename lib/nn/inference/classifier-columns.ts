import { double, type Field, field, vector } from '#lib/types/data-type.js';
import { ParamError } from '#lib/errors.js';
import type { ClassifierColumn } from './classify-task.js';

/** The columns that a classifier of `classes` classes adds; a name that is '' leaves its column out, as in Spark. */
export function classifierColumns(classes: number, names: Readonly<Record<ClassifierColumn['holds'], string>>): ClassifierColumn[] {
  const columns: ClassifierColumn[] = [
    { holds: 'raw', field: field(names.raw, vector(classes)) },
    { holds: 'probability', field: field(names.probability, vector(classes)) },
    { holds: 'prediction', field: field(names.prediction, double) },
  ];
  return columns.filter((column) => column.field.name !== '');
}

export const fieldsOf = (columns: readonly ClassifierColumn[]): Field[] => columns.map((column) => column.field);

/** Throws a ParamError unless there is one threshold a class, all >= 0 and at most one 0: Spark's rule. */
export function checkThresholds(owner: string, thresholds: readonly number[] | undefined, classes: number): void {
  if (thresholds === undefined) return;
  if (thresholds.length !== classes)
    throw new ParamError(`${owner}.thresholds must have one threshold for each of the ${classes} classes; got ${thresholds.length}`);
  if (thresholds.filter((each) => each === 0).length > 1)
    throw new ParamError(`${owner}.thresholds must have at most one 0; got [${thresholds.join(', ')}]`);
}
