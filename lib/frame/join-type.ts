import { AnalysisError } from '#lib/errors.js';
import type { JoinKind } from '#lib/plan/relation.js';

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
