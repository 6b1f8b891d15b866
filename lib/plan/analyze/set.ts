import { AnalysisError } from '#lib/errors.js';
import { typeName } from '#lib/types/type-name.js';
import { sameType } from '#lib/types/data-type.js';
import { attribute, freshId } from '../attribute.js';
import { commonType } from '../common-type.js';
import type { Expression } from '../expression.js';
import { outputOf } from '../output.js';
import { relation, type ProjectRelation, type Relation, type SetRelation } from '../relation.js';

/** A union, intersection or difference by position: both sides have as many columns, each in the type that both meet in. */
export function analyzeSet(node: SetRelation, left: Relation, right: Relation): Relation {
  const l = outputOf(left);
  const r = outputOf(right);
  if (l.length !== r.length) {
    throw new AnalysisError(
      'NUM_COLUMNS_MISMATCH',
      `Both sides of a ${node.op} must have as many columns; the first has ${l.length}, the second ${r.length}`,
      { sqlState: '42826' },
    );
  }
  const types = l.map((a, i) => commonType(a.type, r[i]!.type) ?? mismatch(node.op, i, typeName(a.type), typeName(r[i]!.type)));
  const output = l.map((a, i) => attribute(a.name, types[i]!, a.nullable || r[i]!.nullable, a.metadata));
  return Object.freeze({ ...node, left: cast(left, types), right: cast(right, types), output });
}

function cast(side: Relation, types: readonly import('#lib/types/data-type.js').DataType[]): Relation {
  const output = outputOf(side);
  if (output.every((a, i) => sameType(a.type, types[i]!))) return side;
  const columns = output.map(
    (a, i): Expression =>
      sameType(a.type, types[i]!) ? a : { kind: 'alias', child: { kind: 'cast', child: a, type: types[i]! }, name: a.name, id: freshId() },
  );
  return relation<ProjectRelation>({ kind: 'project', child: side, columns });
}

function mismatch(op: string, i: number, left: string, right: string): never {
  throw new AnalysisError(
    'INCOMPATIBLE_COLUMN_TYPE',
    `Column ${i + 1} of a ${op} must have types that meet; got ${left} and ${right}. Cast one side.`,
    { sqlState: '42825' },
  );
}
