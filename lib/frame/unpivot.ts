import { columnExpression } from '#lib/column/column.js';
import { columnName } from '#lib/plan/attribute.js';
import { relation, type UnpivotRelation } from '#lib/plan/relation.js';
import type { DataFrame } from './data-frame.js';
import { ownColumns } from './own-column.js';
import { sameName } from './same-name.js';

/** For each row one for each of `values`, beside the `ids`: its name and its value. Without values it is every column that is no id. */
export function unpivot(frame: DataFrame, ids: unknown, values: unknown, nameColumn: string, valueColumn: string): DataFrame {
  const keys = listOf(ids).map(columnExpression);
  const names = keys.map(columnName);
  const own = ownColumns(frame).filter((c) => !names.some((name) => sameName(frame.sparkSession, name, c.field.name)));
  const chosen = values === null || values === undefined ? own.map((c) => c.column) : listOf(values);
  return frame.with(
    relation<UnpivotRelation>({
      kind: 'unpivot',
      child: frame.relation,
      ids: keys,
      values: chosen.map((column) => ({ columns: [columnExpression(column)] })),
      nameColumn,
      valueColumns: [valueColumn],
      includeNulls: true,
    }),
  );
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);
