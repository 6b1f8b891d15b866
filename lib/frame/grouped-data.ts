import { Column, columnExpression, operand } from '#lib/column/column.js';
import type { ColumnOn, IsAny, Known, Names, Now, Picked, Plus, Shape, Show } from '#lib/column/shape.js';
import { AnalysisError } from '#lib/errors.js';
import type { Expression } from '#lib/plan/expression.js';
import { relation, type AggregateRelation, type PivotRelation } from '#lib/plan/relation.js';
import { isNumeric } from '#lib/plan/common-type.js';
import type { DataFrame } from './data-frame.js';

type AggregateName =
  | 'sum'
  | 'avg'
  | 'mean'
  | 'min'
  | 'max'
  | 'count'
  | 'first'
  | 'last'
  | 'stddev'
  | 'variance'
  | 'collect_list'
  | 'collect_set';
type Aggregates<S> = { readonly [K in keyof S & string]?: AggregateName };
type AggregatesOut<S, A> = {
  [K in keyof A & string as `${A[K] & string}(${K})`]: A[K] extends 'count'
    ? number
    : A[K] extends 'min' | 'max'
      ? S[K & keyof S] | null
      : number | null;
};

interface Pivot {
  readonly column: Expression;
  readonly values: readonly Expression[];
}

/** The rows of a DataFrame in groups of equal keys, waiting for what to compute of each. */
export class GroupedData<in out S extends Shape = any, in out G extends Shape = any> {
  readonly #frame: DataFrame<S>;
  readonly #grouping: readonly Expression[];
  readonly #pivot: Pivot | undefined;

  constructor(frame: DataFrame<S>, grouping: readonly Expression[], pivot?: Pivot) {
    this.#frame = frame;
    this.#grouping = grouping;
    this.#pivot = pivot;
  }

  /** One row a group: its keys and the aggregates, given as Columns or as `{ column: 'sum' }`. */
  agg<const C extends readonly (ColumnOn<S> | Aggregates<S>)[]>(
    ...columns: C
  ): DataFrame<
    IsAny<S> extends true ? any : Known<Now<Plus<G, C[number] extends ColumnOn<any> ? Picked<S, C[number]> : AggregatesOut<S, C[number]>>>>
  > {
    const aggregates = columns.flatMap((c) =>
      c instanceof Column ? [c.expression] : Object.entries(c as object).map(([name, fn]) => callOf(fn as string, name)),
    );
    if (aggregates.length === 0)
      throw new AnalysisError('MISSING_AGGREGATION', 'agg() must have at least one aggregate, as in agg(sum("x")); got none');
    return this.#aggregate(aggregates) as never;
  }

  /** How many rows each group has. */
  count(): DataFrame<IsAny<S> extends true ? any : Show<G & { count: number }>> {
    return this.#aggregate([{ kind: 'alias', child: { kind: 'call', fn: 'count_star', args: [] }, name: 'count' }]) as never;
  }
  /** The sums of the columns given, or of every numeric one. */
  sum(...columns: Names<S>[]): DataFrame {
    return this.#each('sum', columns);
  }
  avg(...columns: Names<S>[]): DataFrame {
    return this.#each('avg', columns);
  }
  mean(...columns: Names<S>[]): DataFrame {
    return this.#each('avg', columns);
  }
  min(...columns: Names<S>[]): DataFrame {
    return this.#each('min', columns);
  }
  max(...columns: Names<S>[]): DataFrame {
    return this.#each('max', columns);
  }

  /**
   * One column for each of the values of `column`. Without `values` a job finds them first (at most
   * `spark.sql.pivotMaxValues`), so that form returns a promise.
   */
  pivot(column: Names<S>, values: readonly unknown[]): GroupedData;
  pivot(column: Names<S>): Promise<GroupedData>;
  pivot(column: string, values?: readonly unknown[]): GroupedData | Promise<GroupedData> {
    if (this.#pivot !== undefined)
      throw new AnalysisError('UNSUPPORTED_FEATURE.REPEATED_PIVOT', 'pivot() must be called once on a groupBy(); it was called before', {
        sqlState: '0A000',
      });
    const e = columnExpression(column);
    const withValues = (found: readonly unknown[]): GroupedData =>
      new GroupedData(this.#frame as DataFrame, this.#grouping, { column: e, values: found.map(operand) });
    return values === undefined ? this.#findValues(column).then(withValues) : withValues(values);
  }

  async #findValues(column: string): Promise<unknown[]> {
    const most = Number(this.#frame.sparkSession.conf.get('spark.sql.pivotMaxValues'));
    const rows = await (this.#frame as DataFrame)
      .select(column)
      .distinct()
      .orderBy(column)
      .limit(most + 1)
      .collect();
    if (rows.length > most) {
      throw new AnalysisError(
        'PIVOT_VALUES_TOO_MANY',
        `Column '${column}' must have at most ${most} different values to pivot by (spark.sql.pivotMaxValues); it has more. Name the values: pivot('${column}', [...]).`,
      );
    }
    return rows.map((row) => Object.values(row as object)[0]);
  }

  #each(fn: string, columns: readonly string[]): DataFrame {
    const keys = new Set(this.#grouping.map((e) => (e.kind === 'column' ? e.parts.at(-1) : undefined)));
    const names =
      columns.length > 0 ? columns : this.#frame.schema.fields.filter((f) => isNumeric(f.type) && !keys.has(f.name)).map((f) => f.name);
    return this.#aggregate(names.map((name) => callOf(fn, name)));
  }

  #aggregate(aggregates: readonly Expression[]): DataFrame {
    const child = this.#frame.relation;
    if (this.#pivot !== undefined)
      return this.#frame.with(relation<PivotRelation>({ kind: 'pivot', child, grouping: this.#grouping, ...this.#pivot, aggregates }));
    return this.#frame.with(
      relation<AggregateRelation>({ kind: 'aggregate', child, grouping: this.#grouping, columns: [...this.#grouping, ...aggregates] }),
    );
  }
}

function callOf(fn: string, name: string): Expression {
  if (fn === 'count' && name === '*') return { kind: 'call', fn: 'count_star', args: [] };
  return { kind: 'call', fn, args: [columnExpression(name)] };
}
