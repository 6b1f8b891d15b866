import { columnExpression } from '#lib/column/column.js';
import { quoteName } from '#lib/column/name.js';
import type { ColumnName, Expression } from '#lib/plan/expression.js';
import type { DataFrame } from './data-frame.js';
import { ownColumns } from './own-column.js';
import { sameName } from './same-name.js';

/** The frame without those columns. One that was taken from a DataFrame (`right.col('id')`) is that one's alone. */
export function droppedFrom(frame: DataFrame, dropped: readonly unknown[]): DataFrame {
  const given = dropped.map((column) => (typeof column === 'string' ? column : columnExpression(column)));
  const taken = given.filter((e): e is ColumnName => isColumn(e) && e.relation !== undefined);
  const names = given.flatMap((e) => (typeof e === 'string' ? [e] : isColumn(e) && e.relation === undefined ? [e.parts.at(-1)!] : []));
  const rest = taken.length === 0 ? frame : frame.selectExpressions([{ kind: 'star', dropped: taken }]);
  const kept = ownColumns(rest).filter(
    ({ field: { name } }) => !names.some((n) => sameName(frame.sparkSession, n, name) || n === quoteName(name)),
  );
  return kept.length === rest.columns.length && taken.length > 0 ? rest : rest.selectExpressions(kept.map((c) => c.column.expression));
}

const isColumn = (e: Expression | string): e is ColumnName => typeof e !== 'string' && e.kind === 'column';
