import { call } from '#lib/column/call.js';
import { col, lit, type Column } from '#lib/column/column.js';
import { WindowSpec } from '#lib/column/window.js';
import { AnalysisError } from '#lib/errors.js';
import { commonType } from '#lib/plan/common-type.js';
import type { DataType } from '#lib/types/data-type.js';
import { typeName } from '#lib/types/type-name.js';
import type { DataFrame } from './data-frame.js';
import { ownColumns, ownColumnsNamed, type OwnColumn } from './own-column.js';

const MOST = 500;

/**
 * Rows as columns: a row for each column but the index (its name in `key`), and a column for each row, named by the
 * index's value and in its order. Rows without an index are left out. Runs a job that finds the names.
 */
export async function transpose(frame: DataFrame, index: string | undefined): Promise<DataFrame> {
  const own = ownColumns(frame);
  const by = index === undefined ? own[0] : ownColumnsNamed(frame, [index])[0];
  if (by === undefined)
    throw new AnalysisError('TRANSPOSE_INVALID_INDEX_COLUMN', 'transpose() must have an index column; the DataFrame has no columns');
  const values = own.filter((c) => c.place !== by.place);
  const type = commonOf(values);
  const ordered = new WindowSpec().orderBy('index', ...values.map((_, i) => `v${i}`));
  const rows = frame
    .select(
      by.column.cast('string').alias('index'),
      ...values.map((c, i) => (type === undefined ? c.column : c.column.cast(type)).alias(`v${i}`)),
    )
    .filter(col('index').isNotNull());
  const numbered = rows.select('*', call('row_number').over(ordered).alias('place'));
  const names = (await numbered
    .orderBy('place')
    .select('index')
    .limit(MOST + 1)
    .collect()) as { index: string }[];
  if (names.length > MOST)
    throw new AnalysisError(
      'TRANSPOSE_EXCEED_ROW_LIMIT',
      `transpose() must have at most ${MOST} rows, which become columns; there are more`,
      {
        sqlState: '54006',
      },
    );
  const turned = values.map((c, i) =>
    numbered
      .agg(
        ...names.map((_, row) => call('first', { filter: col('place').eq(row + 1).expression }, col(`v${i}`) as Column).alias(`r${row}`)),
      )
      .select(lit(c.field.name), '*'),
  );
  return turned.reduce((a, b) => a.union(b)).toDF('key', ...names.map(({ index: name }) => name));
}

function commonOf(values: readonly OwnColumn[]): DataType | undefined {
  return values
    .map((c) => c.field.type)
    .reduce<DataType | undefined>((a, b) => {
      const both = a === undefined ? b : (a.kind === 'string') === (b.kind === 'string') ? commonType(a, b) : undefined;
      if (both !== undefined) return both;
      throw new AnalysisError(
        'TRANSPOSE_NO_LEAST_COMMON_TYPE',
        `The columns of transpose() must have one type between them; got ${typeName(a!)} and ${typeName(b)}. Cast them to one.`,
        { sqlState: '42K09' },
      );
    }, undefined);
}
