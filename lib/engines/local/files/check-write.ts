import { resolve, sep } from 'node:path';
import { AnalysisError, ExecutionError } from '#lib/errors.js';
import { statsOf } from '#lib/io/list-files.js';
import { inputsOf } from '#lib/plan/map-relation.js';
import type { Relation, WriteRelation } from '#lib/plan/relation.js';
import type { StructType } from '#lib/types/data-type.js';
import { schemaLine } from '#lib/types/type-name.js';

/** Whether there is something to do at the target: throws where the mode refuses it, or the plan reads what would go. */
export function checkTarget(node: WriteRelation, target: string): boolean {
  const stats = statsOf(target);
  if (stats === undefined) return true;
  if (node.mode === 'ignore') return false;
  if (node.mode === 'error')
    throw new AnalysisError(
      'PATH_ALREADY_EXISTS',
      `Path '${target}' exists already. Write with mode('overwrite') or mode('append'), or to another path.`,
      { sqlState: '42K04' },
    );
  if (!stats.isDirectory())
    throw new ExecutionError(
      'FAILED_WRITE_FILE',
      `'${target}' must be a folder; a file is in its place. Give another path, or remove it.`,
      {
        sqlState: '58030',
      },
    );
  if (node.mode === 'overwrite' && pathsOf(node.child).some((path) => path === target || path.startsWith(target + sep)))
    throw new AnalysisError(
      'UNSUPPORTED_OVERWRITE.PATH',
      `Can't overwrite the target that is also being read from: '${target}'. Write to another path, then rename.`,
      { sqlState: '42902' },
    );
  return true;
}

/** The files that a plan reads. */
function pathsOf(node: Relation): string[] {
  const own = node.kind === 'read' || node.kind === 'source' ? (node.paths ?? []) : [];
  return [...own.map((path) => resolve(path)), ...inputsOf(node).flatMap(pathsOf)];
}

/** The names of partitionBy as the schema has them. */
export function checkPartitions(names: readonly string[], schema: StructType, caseSensitive = false): string[] {
  const fold = (name: string): string => (caseSensitive ? name : name.toLowerCase());
  const found = names.map((name) => {
    const field = schema.fields.find((f) => fold(f.name) === fold(name));
    if (field === undefined)
      throw new AnalysisError('COLUMN_NOT_FOUND', `partitionBy('${name}') must name a column of ${schemaLine(schema)}`, {
        sqlState: '42703',
      });
    if (['array', 'map', 'struct', 'vector', 'binary'].includes(field.type.kind))
      throw new AnalysisError(
        'INVALID_PARTITION_COLUMN_DATA_TYPE',
        `partitionBy('${name}') must name a column of a plain type; it is ${field.type.kind}`,
        {
          sqlState: '0A000',
        },
      );
    return field.name;
  });
  if (found.length > 0 && found.length === schema.fields.length)
    throw new AnalysisError('ALL_PARTITION_COLUMNS_NOT_ALLOWED', 'partitionBy must leave a column to be written; it names all', {
      sqlState: 'KD005',
    });
  const again = schema.fields.find((f, i) => schema.fields.findIndex((other) => fold(other.name) === fold(f.name)) < i);
  if (again !== undefined)
    throw new AnalysisError(
      'COLUMN_ALREADY_EXISTS',
      `The column '${again.name}' must be there once to be written. Rename one: withColumnRenamed.`,
      {
        sqlState: '42711',
      },
    );
  return found;
}
