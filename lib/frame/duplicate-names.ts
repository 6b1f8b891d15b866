import { AnalysisError } from '#lib/errors.js';
import type { StructType } from '#lib/types/data-type.js';

/** The schema, whose names are all different: rows become objects, which hold one value a name. */
export function checkNames(schema: StructType): StructType {
  const names = schema.fields.map((f) => f.name);
  const repeated = [...new Set(names.filter((name, i) => names.indexOf(name) !== i))];
  if (repeated.length === 0) return schema;
  throw new AnalysisError(
    'COLUMN_ALREADY_EXISTS',
    `Rows as objects must have columns of different names; ${repeated.map((name) => `'${name}'`).join(', ')} ${repeated.length === 1 ? 'comes' : 'come'} more than once. Rename them all, toDF(${names.map((name, i) => `'${names.indexOf(name) === i ? name : `${name}_${i}`}'`).join(', ')}), drop those of one side, drop(right.col('${repeated[0]!}')), or take Arrow, toArrow().`,
    { sqlState: '42711' },
  );
}
