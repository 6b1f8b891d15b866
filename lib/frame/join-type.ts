import { Column } from '#lib/column/column.js';
import { AnalysisError } from '#lib/errors.js';
import type { Expression } from '#lib/plan/expression.js';
import type { JoinKind, JoinRelation } from '#lib/plan/relation.js';

const KINDS: Readonly<Record<string, JoinKind>> = {
  inner: 'inner',
  cross: 'cross',
  left: 'left',
  leftouter: 'left',
  right: 'right',
  rightouter: 'right',
  outer: 'full',
  full: 'full',
  fullouter: 'full',
  semi: 'semi',
  leftsemi: 'semi',
  anti: 'anti',
  leftanti: 'anti',
};

/** The join that one of Spark's names means. */
export function joinKind(name: string): JoinKind {
  const kind = KINDS[name.toLowerCase().replaceAll('_', '')];
  if (kind === undefined) {
    throw new AnalysisError(
      'UNSUPPORTED_JOIN_TYPE',
      `The join type must be one of inner, cross, left, right, full, semi, anti (or Spark's longer names); got '${name}'`,
      { sqlState: '0A000' },
    );
  }
  return kind;
}

/** What `on` means: a name or names that both sides have, a condition, or several that must all hold. */
export function joinCriteria(on: unknown): Pick<JoinRelation, 'condition' | 'using'> {
  if (on === undefined || on === null) return {};
  const list = Array.isArray(on) ? (on as readonly unknown[]) : [on];
  if (list.length === 0) return {};
  if (list.every((each) => typeof each === 'string')) return { using: list };
  if (list.every((each) => each instanceof Column)) return { condition: list.map((each) => each.expression).reduce(both) };
  throw new AnalysisError(
    'NOT_COLUMN_OR_STR',
    'What a join is on must be names of columns, or Columns, not both: pass left.col(name).eq(right.col(name))',
  );
}

const both = (a: Expression, b: Expression): Expression => ({ kind: 'call', fn: 'and', args: [a, b] });
