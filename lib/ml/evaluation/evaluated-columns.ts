import type { RecordBatch } from 'apache-arrow';
import { ExecutionError } from '#lib/errors.js';
import type { DataFrame } from '#lib/frame/data-frame.js';
import type { Expression } from '#lib/plan/expression.js';
import { relation, type ProjectRelation } from '#lib/plan/relation.js';
import { double, type DataType, type StructType } from '#lib/types/data-type.js';
import { columnOfType, isNumeric, isVector } from '../stage-columns.js';
import { vectorReader, type VectorReader } from '../vector-reader.js';

export type Role = 'prediction' | 'label' | 'weight' | 'probability' | 'rawPrediction';

/** The columns that an evaluator reads, by what they are to it, and how errors call it. Param `rCol` names the column of role r. */
export interface EvaluatedColumns {
  readonly owner: string;
  readonly names: Readonly<Partial<Record<Role, string>>>;
}

const NUMBERS = [isNumeric, 'numbers'] as const;
const MUST: Record<Role, readonly [fits: (type: DataType) => boolean, must: string]> = {
  prediction: NUMBERS,
  label: NUMBERS,
  weight: NUMBERS,
  probability: [isVector, 'vectors'],
  rawPrediction: [(type) => isNumeric(type) || isVector(type), 'numbers or vectors'],
};

/** Checks the columns before anything runs. Roles without a name are left out. */
export function evaluatedColumns(schema: StructType, owner: string, wanted: Partial<Record<Role, string | undefined>>): EvaluatedColumns {
  const names = Object.fromEntries(Object.entries(wanted).filter(([, name]) => name !== undefined)) as EvaluatedColumns['names'];
  for (const [role, name] of Object.entries(names)) columnOfType(schema, name, `${owner}.${role}Col`, ...MUST[role as Role]);
  return { owner, names };
}

/** The plan of just these columns, named by their roles; numbers as doubles, vectors as they are. */
export function evaluatedPlan(df: DataFrame, { names }: EvaluatedColumns): ProjectRelation {
  const { fields } = df.schema;
  const columns = Object.entries(names).map(([role, name]): Expression => {
    const column: Expression = { kind: 'column', parts: [name] };
    const type = fields.find((f) => f.name === name)!.type;
    return { kind: 'alias', name: role, child: isVector(type) ? column : { kind: 'cast', child: column, type: double } };
  });
  return relation<ProjectRelation>({ kind: 'project', child: df.relation, columns });
}

/** The numbers of a role in a batch. A null fails, as it does in Spark (by a MatchError there). */
export function numbersOf(batch: RecordBatch, role: Role, columns: EvaluatedColumns): ArrayLike<number> {
  const column = batch.getChild(role)!;
  if (column.nullCount > 0) throw nullFound(role, columns);
  return column.toArray() as Float64Array;
}

/** The vectors of a role in a batch. */
export function vectorsOf(batch: RecordBatch, role: Role, columns: EvaluatedColumns): VectorReader {
  const column = batch.getChild(role)!;
  if (column.nullCount > 0) throw nullFound(role, columns);
  return vectorReader(column);
}

/** The weights of a batch, 1 for each row where there is no weight column. Below 0, NaN and infinity fail, as in Spark. */
export function weightsOf(batch: RecordBatch, columns: EvaluatedColumns): ArrayLike<number> {
  if (columns.names.weight === undefined) return new Float64Array(batch.numRows).fill(1);
  const weights = numbersOf(batch, 'weight', columns);
  for (let i = 0; i < batch.numRows; i++) {
    const weight = weights[i]!;
    if (!(weight >= 0 && weight < Infinity)) {
      throw new ExecutionError(
        'INVALID_WEIGHT',
        `${columns.owner}.weightCol '${columns.names.weight}' must hold finite numbers >= 0; got ${weight}`,
      );
    }
  }
  return weights;
}

function nullFound(role: Role, { owner, names }: EvaluatedColumns): ExecutionError {
  const name = names[role]!;
  return new ExecutionError(
    'NULL_VALUE',
    `${owner}.${role}Col '${name}' must have no nulls; got null. Leave such rows out: df.na.drop('any', ['${name}'])`,
  );
}
