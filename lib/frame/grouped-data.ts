import { Column, columnExpression, operand } from '#lib/column/column.js';
import type { FromDDL } from '#lib/column/ddl-shape.js';
import type { ColumnOn, IsAny, Known, Names, Now, Picked, Plus, Shape, Show } from '#lib/column/shape.js';
import { AnalysisError } from '#lib/errors.js';
import type { Expression } from '#lib/plan/expression.js';
import { relation, type AggregateRelation, type PivotRelation } from '#lib/plan/relation.js';
import { isNumeric } from '#lib/plan/common-type.js';
import type { StructType } from '#lib/types/data-type.js';
import { CogroupedData } from './cogrouped-data.js';
import type { DataFrame } from './data-frame.js';
import { GROUPS_LEFT_OUT, leaveOut } from './left-out.js';
import { applyInArrow, type GroupFunction, type Side } from './map-in-arrow.js';

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
/** Aggregates by the column that they are of. */
export type Aggregates<S> = { readonly [K in keyof S & string]?: AggregateName };
/** The columns that they give. */
export type AggregatesOut<S, A> = {
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
/** How groups are made besides by the keys: a pivot, or sets of places of the keys. */
interface Grouping {
  readonly pivot?: Pivot;
  readonly sets?: readonly (readonly number[])[];
}

/** The rows of a DataFrame in groups of equal keys, waiting for what to compute of each. */
export class GroupedData<in out S extends Shape = any, in out G extends Shape = any> {
  readonly #frame: DataFrame<S>;
  readonly #grouping: readonly Expression[];
  readonly #pivot: Pivot | undefined;
  readonly #sets: Grouping['sets'];

  constructor(frame: DataFrame<S>, grouping: readonly Expression[], { pivot, sets }: Grouping = {}) {
    this.#frame = frame;
    this.#grouping = grouping;
    this.#pivot = pivot;
    this.#sets = sets;
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
    if (this.#sets !== undefined)
      throw new AnalysisError(
        'UNSUPPORTED_FEATURE.PIVOT_AFTER_GROUP_BY',
        'pivot() must follow groupBy(), not rollup(), cube() or groupingSets()',
        {
          sqlState: '0A000',
        },
      );
    const e = columnExpression(column);
    const withValues = (found: readonly unknown[]): GroupedData =>
      new GroupedData(this.#frame as DataFrame, this.#grouping, { pivot: { column: e, values: found.map(operand) } });
    return values === undefined ? this.#findValues(column).then(withValues) : withValues(values);
  }

  /**
   * What a function makes of each group, in the workers: it gets an Arrow table, or the keys and a table, and gives a table
   * (or batches) in that schema. A group must fit in memory.
   */
  applyInArrow<const D extends string>(fn: GroupFunction, schema: D): DataFrame<FromDDL<D>>;
  applyInArrow(fn: GroupFunction, schema: StructType): DataFrame;
  applyInArrow(fn: GroupFunction, schema: string | StructType): DataFrame<any> {
    return applyInArrow(this.#frame as DataFrame, this.#grouping, fn, schema);
  }
  /** These groups beside those of another frame with equal keys: `a.groupBy('id').cogroup(b.groupBy('id')).applyInArrow(…)`. */
  cogroup(other: GroupedData): CogroupedData {
    return new CogroupedData(this.side, other.side);
  }
  /** @internal The frame and its keys. */
  get side(): Side {
    return { frame: this.#frame as DataFrame, keys: this.#grouping };
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
    const { fields } = this.#frame.schema;
    const odd = columns.find((name) => fields.some((f) => f.name === name && !isNumeric(f.type)));
    if (odd !== undefined)
      throw new AnalysisError(
        'AGGREGATION_FUNCTION_APPLIED_ON_NON_NUMERIC_COLUMN',
        `A column of ${fn}() must be numeric; '${odd}' is not. Use agg(${fn}(col)).`,
      );
    const names = columns.length > 0 ? columns : fields.filter((f) => isNumeric(f.type)).map((f) => f.name);
    return this.#aggregate(names.map((name) => callOf(fn, name)));
  }

  #aggregate(aggregates: readonly Expression[]): DataFrame {
    const child = this.#frame.relation;
    if (this.#pivot !== undefined)
      return this.#frame.with(relation<PivotRelation>({ kind: 'pivot', child, grouping: this.#grouping, ...this.#pivot, aggregates }));
    return this.#frame.with(
      relation<AggregateRelation>({
        kind: 'aggregate',
        child,
        grouping: this.#grouping,
        columns: [...this.#grouping, ...aggregates],
        ...(this.#sets && { sets: this.#sets }),
      }),
    );
  }
}

leaveOut(GroupedData, GROUPS_LEFT_OUT);

function callOf(fn: string, name: string): Expression {
  if (fn === 'count' && name === '*') return { kind: 'call', fn: 'count_star', args: [] };
  return { kind: 'call', fn, args: [columnExpression(name)] };
}
