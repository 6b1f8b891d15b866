import { Column } from '#lib/column/column.js';
import { AnalysisError } from '#lib/errors.js';
import { nullType } from '#lib/types/data-type.js';
import type { DataFrame } from './data-frame.js';
import { ownColumns, type OwnColumn } from './own-column.js';
import { sameName } from './same-name.js';

/** The rows of both frames, by name of the columns. With `allowMissing` what one lacks is null. */
export function unionByName(left: DataFrame, right: DataFrame, allowMissing: boolean): DataFrame {
  const [ours, theirs] = [ownColumns(left), ownColumns(right)];
  const same = (a: OwnColumn, b: OwnColumn): boolean => sameName(left.sparkSession, a.field.name, b.field.name);
  checkRepeats(ours, same);
  checkRepeats(theirs, same);
  const missing = ours.filter((a) => !theirs.some((b) => same(a, b)));
  const extra = theirs.filter((b) => !ours.some((a) => same(a, b)));
  if (!allowMissing && missing.length + extra.length > 0) {
    throw new AnalysisError(
      'UNRESOLVED_COLUMN_AMONG_FIELD_NAMES',
      `unionByName() must have the same columns on both sides; ${[...missing, ...extra].map((c) => `'${c.field.name}'`).join(', ')} is on one side only. Pass allowMissingColumns: true to fill with nulls.`,
      { sqlState: '42703' },
    );
  }
  const wide = left.select(...ours.map((c) => c.column), ...extra.map(empty));
  return wide.union(right.select(...ours.map((a) => theirs.find((b) => same(a, b))?.column ?? empty(a)), ...extra.map((c) => c.column)));
}

const empty = ({ field }: OwnColumn): Column => new Column({ kind: 'literal', type: nullType, value: null }).alias(field.name) as Column;

function checkRepeats(columns: readonly OwnColumn[], same: (a: OwnColumn, b: OwnColumn) => boolean): void {
  const repeated = columns.find((c, i) => columns.findIndex((other) => same(c, other)) !== i);
  if (repeated !== undefined)
    throw new AnalysisError(
      'COLUMN_ALREADY_EXISTS',
      `unionByName() must have columns of different names; '${repeated.field.name}' comes more than once`,
      {
        sqlState: '42711',
      },
    );
}
