import type { RecordBatch, Table } from 'apache-arrow';
import { Column, columnExpression } from '#lib/column/column.js';
import type { FromDDL } from '#lib/column/ddl-shape.js';
import { quoteName } from '#lib/column/name.js';
import type {
  ColumnOn,
  IsAny,
  Joined,
  JoinType,
  Names,
  Now,
  Opaque,
  Plus,
  Renamed,
  Resolve,
  Selected,
  Shape,
  Shaped,
  shapeTag,
  Show,
  Typed,
  TypeOf,
  With,
  Without,
} from '#lib/column/shape.js';
import { sortOrder } from '#lib/column/window.js';
import type { Engine, StorageLevel } from '#lib/engines/engine.js';
import { AnalysisError } from '#lib/errors.js';
import type { Expression } from '#lib/plan/expression.js';
import type * as plan from '#lib/plan/relation.js';
import { relation, type Relation } from '#lib/plan/relation.js';
import { parseExpression } from '#lib/sql/parse-expression.js';
import type { StructType } from '#lib/types/data-type.js';
import { parseSchema } from '#lib/types/ddl.js';
import { schemaLine, typeName } from '#lib/types/type-name.js';
import { colRegex } from './col-regex.js';
import { collectRows, collectTable, localIterator, tail } from './collect.js';
import { conform } from './conform.js';
import { describe, summary } from './describe.js';
import { droppedFrom } from './dropped-from.js';
import { explainMode, type ExplainMode } from './explain-mode.js';
import { foreach } from './foreach.js';
import type { FrameSession } from './frame-session.js';
import { GroupedData, type Aggregates, type AggregatesOut } from './grouped-data.js';
import { cubeSets, rollupSets, setsOf } from './grouping-sets.js';
import { inputFiles } from './input-files.js';
import { joinCriteria, joinKind } from './join-type.js';
import { toDanfo, type DanfoFrame } from './danfo.js';
import { FRAME_LEFT_OUT, leaveOut } from './left-out.js';
import { mapInArrow } from './map-in-arrow.js';
import { DataFrameNaFunctions } from './na.js';
import { Observation } from './observation.js';
import { randomSeed } from './random-seed.js';
import { rowIndex } from './row-index.js';
import { sameName } from './same-name.js';
import { canonicalText, semanticHash } from './semantics.js';
import { htmlTable } from './show/html-table.js';
import { showInNotebook } from './show/notebook.js';
import { showText } from './show/show-text.js';
import { treeText } from './show/tree-text.js';
import { DataFrameStatFunctions } from './stat.js';
import { toJSON } from './to-json.js';
import { transpose } from './transpose.js';
import { unionByName } from './union-by-name.js';
import { unpivot } from './unpivot.js';
import { DataFrameWriter } from './writer.js';

/** The typed columns of a frame, by name. */
export type ColumnsOf<S> =
  IsAny<S> extends true ? { readonly [name: string]: Column } : { readonly [K in Names<S>]: Column<K, S[K], { [P in K]: unknown }> };
/** A row as `collect` gives it. */
export type RowOf<S> = IsAny<S> extends true ? any : Show<S>;
type ColumnOf<S, K> = K extends keyof S ? Column<K & string, S[K], { [P in K]: unknown }> : Column<K & string>;

/**
 * Rows in named, typed columns, computed only when an action (`show`, `count`, `collect`, a write, a fit) asks for them.
 * Immutable: each verb gives a new DataFrame, and says at once what is wrong with its plan. The rows lie in partitions,
 * which workers handle at the same time.
 */
export class DataFrame<in out S extends Shape = any> implements Shaped<S> {
  declare readonly [shapeTag]: () => S;
  readonly sparkSession: FrameSession;
  /** The plan: frozen plain data. */
  readonly relation: Relation;

  /** @internal Users get a DataFrame from a session. */
  constructor(session: FrameSession, node: Relation) {
    this.sparkSession = session;
    this.relation = node;
    session.engine.schema(node); // says what is wrong with the plan where the verb is written
  }

  get engine(): Engine {
    return this.sparkSession.engine;
  }
  /** The columns with their types, without running. */
  get schema(): StructType {
    return this.engine.schema(this.relation);
  }
  get columns(): string[] {
    return this.schema.fields.map((f) => f.name);
  }
  /** Names and types, as `[['age', 'bigint']]`. */
  get dtypes(): [string, string][] {
    return this.schema.fields.map((f) => [f.name, typeName(f.type)]);
  }

  /** Another relation in this frame's session. */
  with(node: Relation): DataFrame {
    return new DataFrame(this.sparkSession, node);
  }

  // -- columns

  /** The columns of this frame as properties: `df.$.age`. They stay this frame's also where a join has another `age`. */
  get $(): ColumnsOf<S> {
    return new Proxy(
      {},
      { get: (_, name) => (typeof name === 'string' ? (this as DataFrame).col(quoteName(name)) : undefined) },
    ) as ColumnsOf<S>;
  }
  /** The column of that name, of this very frame. */
  col<K extends (keyof S & string) | Opaque>(name: K): ColumnOf<S, K> {
    const e = columnExpression(name);
    return new Column(e.kind === 'column' ? { ...e, relation: this.relation.id } : e) as ColumnOf<S, K>;
  }
  /** Declares the shape; nothing is checked at run time. `as<any>()` stops checking. */
  as<T extends Shape>(): DataFrame<T> {
    return this as unknown as DataFrame<T>;
  }
  /** The columns whose names match a regular expression in backticks, for `select`: df.colRegex('`price_.*`'). */
  colRegex(pattern: string): Column {
    return colRegex(this as DataFrame, pattern);
  }
  /** A name for this frame, so that its columns can be told apart: `col('a.id')`. */
  alias(name: string): DataFrame<S> {
    return this.#unary<plan.AliasRelation>({ kind: 'alias', child: this.relation, name });
  }

  /** The columns given, by name or as expressions. */
  select<const C extends readonly ((keyof S & string) | Opaque | ColumnOn<S>)[]>(...columns: C): DataFrame<Selected<S, C>> {
    return this.#project(columns.map(columnExpression));
  }
  /** Columns as SQL text: `selectExpr('age + 1 AS next')`. */
  selectExpr(...texts: string[]): DataFrame {
    return this.#project(texts.map((text) => parseExpression(text, this.sparkSession)));
  }
  /** This frame with a column more, or with the column of that name replaced where it stands. */
  withColumn<N extends string, T>(name: N, column: ColumnOn<S> & Typed<T>): DataFrame<With<S, N, Resolve<T, S>>> {
    return this.#withColumns([[name, columnExpression(column)]]);
  }
  withColumns<C extends Record<string, ColumnOn<S>>>(
    columns: C,
  ): DataFrame<IsAny<S> extends true ? any : Now<Plus<S, { [K in keyof C]: Resolve<TypeOf<C[K]>, S> }>>> {
    return this.#withColumns(Object.entries(columns).map(([name, column]) => [name, columnExpression(column)]));
  }
  /** The column under another name; nothing changes where there is no such column. */
  withColumnRenamed<A extends keyof S & string, B extends string>(from: A, to: B): DataFrame<Renamed<S, A, B>> {
    return this.#project(
      this.columns.map(
        (name, i): Expression => (this.#same(name, from) ? { kind: 'alias', child: this.#own(name, i), name: to } : this.#own(name, i)),
      ),
    );
  }
  /** The columns under other names, by their old ones: one after the other; names that are not there are passed over. */
  withColumnsRenamed(names: { readonly [K in Names<S>]?: string }): DataFrame {
    return Object.entries(names).reduce<DataFrame>((frame, [from, to]) => frame.withColumnRenamed(from, to as string), this as DataFrame);
  }
  /** This frame with that metadata on a column. */
  withMetadata(name: Names<S>, metadata: Readonly<Record<string, unknown>>): DataFrame<S> {
    return this.#withColumns([[name, { kind: 'alias', child: columnExpression(quoteName(name)), name, metadata }]]);
  }
  /** Without those columns, given by name or as Columns; those that are not there are passed over. */
  drop<K extends (keyof S & string) | Opaque>(...names: (K | Column)[]): DataFrame<Without<S, K>> {
    return droppedFrom(this as DataFrame, names);
  }
  /** The columns of a schema, in its order and types: found by name, null where a nullable one is missing. */
  to<const D extends string>(schema: D): DataFrame<FromDDL<D>>;
  to(schema: StructType): DataFrame;
  to(schema: string | StructType): DataFrame<any> {
    return conform(this as DataFrame, typeof schema === 'string' ? parseSchema(schema) : schema);
  }
  /** The columns under new names, all of them. */
  toDF(...names: string[]): DataFrame {
    const columns = this.columns;
    if (names.length !== columns.length)
      throw new AnalysisError(
        'ASSIGNMENT_ARITY_MISMATCH',
        `toDF() must name all ${columns.length} columns ${schemaLine(this.schema)}; got ${names.length} names`,
        { sqlState: '42802' },
      );
    return this.#project(columns.map((name, i) => ({ kind: 'alias', child: this.#own(name, i), name: names[i]! })));
  }
  /** Rows as columns: one for each row, named by the value of the index column (the first, if not given). Runs a job. */
  transpose(index?: Names<S>): Promise<DataFrame> {
    return transpose(this as DataFrame, index);
  }
  /**
   * Columns as rows: for each row one for each of `values` (every column that is not among `ids`, if null), with its name in
   * `nameColumn` and its value in `valueColumn`.
   */
  unpivot(
    ids: Names<S> | readonly (Names<S> | Column)[],
    values: Names<S> | readonly (Names<S> | Column)[] | null | undefined,
    nameColumn: string,
    valueColumn: string,
  ): DataFrame {
    return unpivot(this as DataFrame, ids, values, nameColumn, valueColumn);
  }
  /** Same as `unpivot`. */
  melt(...args: Parameters<DataFrame<S>['unpivot']>): DataFrame {
    return this.unpivot(...args);
  }
  /** The rows with a column more, `index` or the name given: 0, 1, 2, … in the order of the rows. */
  zipWithIndex<N extends string = 'index'>(name: N = 'index' as N): DataFrame<With<S, N, number>> {
    return this.withColumn(name as string, rowIndex()) as never;
  }
  /** What a function makes of this frame: for chains of steps with names. */
  transform<R, A extends unknown[]>(step: (frame: DataFrame<S>, ...args: A) => R, ...args: A): R {
    return step(this, ...args);
  }
  /** Advice for the planner, which is taken in and changes nothing: DuckDB finds its own way. */
  hint(_name: string, ..._parameters: unknown[]): DataFrame<S> {
    return this.with(this.relation);
  }
  /** What to do about nulls and NaN. */
  get na(): DataFrameNaFunctions<S> {
    return new DataFrameNaFunctions(this);
  }
  dropna(...args: Parameters<DataFrameNaFunctions<S>['drop']>): DataFrame<S> {
    return this.na.drop(...args);
  }
  fillna(...args: Parameters<DataFrameNaFunctions<S>['fill']>): DataFrame<S> {
    return this.na.fill(...args);
  }
  replace(...args: Parameters<DataFrameNaFunctions<S>['replace']>): DataFrame<S> {
    return this.na.replace(...args);
  }

  // -- rows

  /** The rows for which a condition holds, given as a Column or as SQL text. */
  filter(condition: ColumnOn<S> | string): DataFrame<S> {
    const e = typeof condition === 'string' ? parseExpression(condition, this.sparkSession) : columnExpression(condition);
    return this.#unary<plan.FilterRelation>({ kind: 'filter', child: this.relation, condition: e });
  }
  where(condition: ColumnOn<S> | string): DataFrame<S> {
    return this.filter(condition);
  }
  /** Sorted; ascending with nulls first unless the column says otherwise. */
  orderBy(...columns: ((keyof S & string) | Opaque | ColumnOn<S>)[]): DataFrame<S> {
    return this.#unary<plan.SortRelation>({ kind: 'sort', child: this.relation, order: columns.map(sortOrder), global: true });
  }
  sort(...columns: ((keyof S & string) | Opaque | ColumnOn<S>)[]): DataFrame<S> {
    return this.orderBy(...columns);
  }
  /** Sorted within each partition; no row leaves its partition. */
  sortWithinPartitions(...columns: ((keyof S & string) | Opaque | ColumnOn<S>)[]): DataFrame<S> {
    return this.#unary<plan.SortRelation>({ kind: 'sort', child: this.relation, order: columns.map(sortOrder), global: false });
  }
  /** The first n rows. */
  limit(n: number): DataFrame<S> {
    return this.#unary<plan.LimitRelation>({ kind: 'limit', child: this.relation, limit: wholeNumber('limit', n) });
  }
  /** Without the first n rows. */
  offset(n: number): DataFrame<S> {
    return this.#unary<plan.LimitRelation>({ kind: 'limit', child: this.relation, offset: wholeNumber('offset', n) });
  }
  /** Every different row once. */
  distinct(): DataFrame<S> {
    return this.#unary<plan.DistinctRelation>({ kind: 'distinct', child: this.relation });
  }
  /** One row for each combination of values in the columns given (in all of them without any). */
  dropDuplicates(columns?: readonly Names<S>[]): DataFrame<S> {
    return columns === undefined
      ? this.distinct()
      : this.#unary<plan.DistinctRelation>({ kind: 'distinct', child: this.relation, columns: columns.map(columnExpression) });
  }
  /** Same as `dropDuplicates`: Spark's other spelling. */
  drop_duplicates(columns?: readonly Names<S>[]): DataFrame<S> {
    return this.dropDuplicates(columns);
  }
  /** About that fraction of the rows: the same ones for the same seed. `withReplacement` may give a row several times. */
  sample(fraction: number, seed?: number): DataFrame<S>;
  sample(withReplacement: boolean, fraction: number, seed?: number): DataFrame<S>;
  sample(a: number | boolean, b?: number, c?: number): DataFrame<S> {
    const [withReplacement, fraction, seed] = typeof a === 'boolean' ? [a, b ?? 0, c] : [false, a, b];
    if (!(fraction >= 0 && (withReplacement || fraction <= 1))) {
      throw new AnalysisError(
        'INVALID_FRACTION',
        `The fraction of sample() must be a number from 0 to 1${withReplacement ? ' or more' : ''}; got ${fraction}`,
      );
    }
    return this.#sample(0, fraction, seed ?? randomSeed(), withReplacement);
  }
  /** Split by chance into frames of about those shares of the rows; no row is in two of them, and a seed repeats the split. */
  randomSplit(weights: readonly number[], seed: number = randomSeed()): DataFrame<S>[] {
    const total = weights.reduce((a, b) => a + b, 0);
    if (weights.length === 0 || !(total > 0) || weights.some((w) => !(w >= 0)))
      throw new AnalysisError(
        'INVALID_WEIGHTS',
        `The weights of randomSplit() must be numbers >= 0 with a sum over 0; got [${weights.join(', ')}]`,
      );
    let sum = 0;
    return weights.map((w, i) => {
      const lower = sum / total;
      sum += w;
      return this.#sample(lower, i === weights.length - 1 ? 1 : sum / total, seed, false);
    });
  }

  // -- several frames

  /** Joined by columns that both have (they come out once), or by a condition. */
  join<R extends Shape, K extends keyof S & keyof R & string = never, H extends JoinType = 'inner'>(
    other: DataFrame<R>,
    on?: K | readonly K[] | ColumnOn<S & R> | readonly ColumnOn<S & R>[] | null,
    how?: H,
  ): DataFrame<Joined<S, R, K, H>> {
    return this.#unary<plan.JoinRelation>({
      kind: 'join',
      left: this.relation,
      right: other.relation,
      how: joinKind(how ?? 'inner'),
      ...joinCriteria(on),
    });
  }
  /** Joined by a condition with a frame that reads this one's columns, as `col('a').outer()`: it has other rows for each row here. */
  lateralJoin(other: DataFrame, on?: Column | null, how: 'inner' | 'cross' | 'left' | 'leftouter' | 'left_outer' = 'inner'): DataFrame {
    return this.#unary<plan.JoinRelation>({
      kind: 'join',
      left: this.relation,
      right: other.relation,
      how: joinKind(how),
      lateral: true,
      ...joinCriteria(on),
    });
  }
  crossJoin<R extends Shape>(other: DataFrame<R>): DataFrame<Joined<S, R, never, 'cross'>> {
    return this.#unary<plan.JoinRelation>({ kind: 'join', left: this.relation, right: other.relation, how: 'cross' });
  }
  /** The rows of both, by position of the columns; repeats stay. */
  union(other: Shaped<S>): DataFrame<S> {
    return this.#set('union', true, other);
  }
  unionAll(other: Shaped<S>): DataFrame<S> {
    return this.union(other);
  }
  /** The rows of both, by name of the columns. With `allowMissingColumns` what one lacks is null. */
  unionByName(other: DataFrame, allowMissingColumns = false): DataFrame<S> {
    return unionByName(this as DataFrame, other, allowMissingColumns);
  }
  intersect(other: Shaped<S>): DataFrame<S> {
    return this.#set('intersect', false, other);
  }
  /** The rows that are in both, as often as in the one that has fewer of them. */
  intersectAll(other: Shaped<S>): DataFrame<S> {
    return this.#set('intersect', true, other);
  }
  /** The different rows that are not in the other. */
  subtract(other: Shaped<S>): DataFrame<S> {
    return this.#set('except', false, other);
  }
  /** The rows less those of the other, one for one. */
  exceptAll(other: Shaped<S>): DataFrame<S> {
    return this.#set('except', true, other);
  }
  /** The one value of this frame, which must have one column and at most one row, as a Column of another frame's verbs. */
  scalar(): Column {
    return this.#subquery('scalar');
  }
  /** Whether this frame has rows, as a Column of another frame's verbs. */
  exists(): Column {
    return this.#subquery('exists');
  }

  // -- groups

  groupBy<const C extends readonly ((keyof S & string) | Opaque | ColumnOn<S>)[]>(...columns: C): GroupedData<S, Selected<S, C>> {
    return new GroupedData<any, any>(this, columns.map(columnExpression));
  }
  /** Same as `groupBy`: Spark's other spelling. */
  groupby<const C extends readonly ((keyof S & string) | Opaque | ColumnOn<S>)[]>(...columns: C): GroupedData<S, Selected<S, C>> {
    return this.groupBy(...columns);
  }
  /** Groups by all columns, by all but the last, … and over all rows; a column that is not grouped by is null. */
  rollup(...columns: ((keyof S & string) | Opaque | ColumnOn<S>)[]): GroupedData<S> {
    return new GroupedData<any, any>(this, columns.map(columnExpression), { sets: rollupSets(columns.length) });
  }
  /** Groups by every selection of the columns; a column that is not grouped by is null. */
  cube(...columns: ((keyof S & string) | Opaque | ColumnOn<S>)[]): GroupedData<S> {
    return new GroupedData<any, any>(this, columns.map(columnExpression), { sets: cubeSets(columns.length) });
  }
  /** Groups by each of `sets` of the columns; a column that is not grouped by is null. */
  groupingSets(sets: readonly (readonly (Names<S> | Column)[])[], ...columns: (Names<S> | Column)[]): GroupedData<S> {
    const keys = columns.map(columnExpression);
    return new GroupedData<any, any>(this, keys, { sets: setsOf(sets, keys) });
  }
  /** Aggregates over all rows, given as Columns or as `{ column: 'sum' }`: one row. */
  agg<const C extends readonly ColumnOn<S>[]>(...columns: C): DataFrame<Selected<S, C>>;
  agg<const A extends Aggregates<S>>(aggregates: A): DataFrame<IsAny<S> extends true ? any : AggregatesOut<S, A>>;
  agg(...columns: any[]): DataFrame<any> {
    return this.groupBy().agg(...columns) as never;
  }
  /** Statistics of columns. */
  get stat(): DataFrameStatFunctions<S> {
    return new DataFrameStatFunctions(this);
  }
  /** Count, mean, standard deviation, least and greatest of the numeric and string columns, as text: a row for each. */
  describe(...columns: (Names<S> | readonly Names<S>[])[]): DataFrame {
    return describe(this as DataFrame, columns.flat());
  }
  /** As `describe`, with quartiles; or with the statistics named, such as '95%' or 'count_distinct'. */
  summary(...statistics: string[]): DataFrame {
    return summary(this as DataFrame, statistics);
  }
  approxQuantile(column: Names<S>, probabilities: readonly number[], relativeError?: number): Promise<number[]>;
  approxQuantile(columns: readonly Names<S>[], probabilities: readonly number[], relativeError?: number): Promise<number[][]>;
  approxQuantile(columns: any, probabilities: readonly number[], relativeError?: number): Promise<any> {
    return this.stat.approxQuantile(columns as Names<S>, probabilities, relativeError);
  }
  corr(a: Names<S>, b: Names<S>, method?: 'pearson'): Promise<number> {
    return this.stat.corr(a, b, method);
  }
  cov(a: Names<S>, b: Names<S>): Promise<number> {
    return this.stat.cov(a, b);
  }
  /** How often each pair of values of two columns comes: a row for each value of the first, a column for each of the second. Runs a job. */
  crosstab(rows: Names<S>, columns: Names<S>): Promise<DataFrame> {
    return this.stat.crosstab(rows, columns);
  }
  freqItems(columns: readonly Names<S>[], support?: number): DataFrame {
    return this.stat.freqItems(columns, support);
  }
  sampleBy(...args: Parameters<DataFrameStatFunctions<S>['sampleBy']>): DataFrame<S> {
    return this.stat.sampleBy(...args);
  }

  // -- partitions

  /** Dealt evenly over n partitions, or by the values of columns: equal ones share a partition. */
  repartition(partitions: number, ...columns: ((keyof S & string) | Opaque | ColumnOn<S>)[]): DataFrame<S>;
  repartition(...columns: ((keyof S & string) | Opaque | ColumnOn<S>)[]): DataFrame<S>;
  repartition(...args: unknown[]): DataFrame<S> {
    const [first, ...rest] = args;
    const keys = (typeof first === 'number' ? rest : args).map(columnExpression);
    return this.#unary<plan.RepartitionRelation>({
      kind: 'repartition',
      child: this.relation,
      keys,
      shuffle: true,
      ...(typeof first === 'number' && { partitions: positive('repartition', first) }),
    });
  }
  /** Dealt over partitions by the order of columns: each has a range of their values, and equal ones share a partition. */
  repartitionByRange(partitions: number, ...columns: ((keyof S & string) | Opaque | ColumnOn<S>)[]): DataFrame<S>;
  repartitionByRange(...columns: ((keyof S & string) | Opaque | ColumnOn<S>)[]): DataFrame<S>;
  repartitionByRange(...args: unknown[]): DataFrame<S> {
    const [first, ...rest] = args;
    const keys = (typeof first === 'number' ? rest : args).map(sortOrder);
    if (keys.length === 0) throw new AnalysisError('CANNOT_BE_EMPTY', 'repartitionByRange() must have a column to go by; got none');
    return this.#unary<plan.RepartitionRelation>({
      kind: 'repartition',
      child: this.relation,
      keys,
      shuffle: true,
      ...(typeof first === 'number' && { partitions: positive('repartitionByRange', first) }),
    });
  }
  /** What a function makes of the batches of each partition, in the workers: Arrow record batches in, and out in that schema. */
  mapInArrow<const D extends string>(
    fn: (batches: AsyncIterable<RecordBatch>) => Iterable<RecordBatch | Table> | AsyncIterable<RecordBatch | Table>,
    schema: D,
  ): DataFrame<FromDDL<D>>;
  mapInArrow(
    fn: (batches: AsyncIterable<RecordBatch>) => Iterable<RecordBatch | Table> | AsyncIterable<RecordBatch | Table>,
    schema: StructType,
  ): DataFrame;
  mapInArrow(fn: (batches: AsyncIterable<RecordBatch>) => unknown, schema: string | StructType): DataFrame<any> {
    return mapInArrow(this as DataFrame, fn, schema);
  }
  /** At most n partitions: neighbours merge, no row moves otherwise. */
  coalesce(partitions: number): DataFrame<S> {
    return this.#unary<plan.RepartitionRelation>({
      kind: 'repartition',
      child: this.relation,
      keys: [],
      shuffle: false,
      partitions: positive('coalesce', partitions),
    });
  }
  /** The rows as they are now, kept for this session: what the plan reads is not read again. Runs a job unless `eager` is false. */
  async checkpoint(eager = true): Promise<DataFrame<S>> {
    const kept = this.#project(this.columns.map((name, i) => this.#own(name, i))).persist();
    if (eager) await kept.count();
    return kept as DataFrame<S>;
  }
  /** Same as `checkpoint`: the rows are kept by this process in both. */
  localCheckpoint(eager = true): Promise<DataFrame<S>> {
    return this.checkpoint(eager);
  }
  /**
   * This frame, with aggregates of its rows that the first action which computes it finds out too: `await observation.get`.
   * They are computed in a second pass over the rows, so cache what is dear.
   */
  observe(observation: Observation | string, ...metrics: ColumnOn<S>[]): DataFrame<S> {
    const node = this.#project(this.columns.map((name, i) => this.#own(name, i)));
    const by = typeof observation === 'string' ? new Observation(observation) : observation;
    this.sparkSession.observe(node.relation, { observation: by, metrics: metrics.map(columnExpression) });
    return node as DataFrame<S>;
  }
  /** Keeps the rows after the first action that needs them. Changes nothing else; gives this frame. */
  cache(): this {
    return this.persist();
  }
  persist(level: StorageLevel = 'MEMORY_AND_DISK'): this {
    this.engine.persist(this.relation, level);
    return this;
  }
  async unpersist(): Promise<this> {
    await this.engine.unpersist(this.relation);
    return this;
  }
  get storageLevel(): StorageLevel | 'NONE' {
    return this.engine.storageLevel(this.relation) ?? 'NONE';
  }

  // -- actions

  /** All rows as objects. They must fit in memory: for more, `toLocalIterator` or `toArrow`. */
  collect(): Promise<RowOf<S>[]> {
    return collectRows(this as DataFrame);
  }
  take(n: number): Promise<RowOf<S>[]> {
    return this.limit(n).collect();
  }
  /** The first row or null; with n the first n rows. */
  head(): Promise<RowOf<S> | null>;
  head(n: number): Promise<RowOf<S>[]>;
  head(n?: number): Promise<RowOf<S> | RowOf<S>[] | null> {
    return n === undefined ? this.first() : this.take(n);
  }
  /** The last n rows. All rows run by, and n of them are kept. */
  tail(n: number): Promise<RowOf<S>[]> {
    return tail(this as DataFrame, wholeNumber('tail', n));
  }
  async first(): Promise<RowOf<S> | null> {
    return (await this.take(1))[0] ?? null;
  }
  /** The rows one by one, in batches from the engine: memory stays bounded. */
  toLocalIterator(): AsyncIterable<RowOf<S>> {
    return localIterator(this as DataFrame);
  }
  /** All rows as an Arrow table. */
  toArrow(): Promise<Table> {
    return collectTable(this as DataFrame);
  }
  /** All rows as a danfojs DataFrame. */
  toDanfo(): Promise<DanfoFrame> {
    return toDanfo(this as DataFrame);
  }
  async count(): Promise<number> {
    const counted = this.with(
      relation<plan.AggregateRelation>({
        kind: 'aggregate',
        child: this.relation,
        grouping: [],
        columns: [{ kind: 'alias', child: { kind: 'call', fn: 'count_star', args: [] }, name: 'count' }],
      }),
    );
    return ((await counted.collect()) as { count: number }[])[0]!.count;
  }
  /** Calls a function with each row, in the workers. What it gives back is not used. */
  foreach(fn: (row: RowOf<S>) => unknown): Promise<void> {
    return foreach(this as DataFrame, fn, true);
  }
  /** Calls a function once a partition, in the workers, with its rows as they come. */
  foreachPartition(fn: (rows: AsyncIterable<RowOf<S>>) => unknown): Promise<void> {
    return foreach(this as DataFrame, fn, false);
  }
  /** Each row as a line of JSON, nulls left out: one column, `value`. */
  toJSON(): DataFrame<{ value: string }> {
    return toJSON(this as DataFrame);
  }
  async isEmpty(): Promise<boolean> {
    return (await this.take(1)).length === 0;
  }
  /** Prints the first n rows as Spark does. `truncate`: cut cells at 20 characters (or at that many); `vertical`: a line a value. */
  async show(n = 20, truncate: boolean | number = true, vertical = false): Promise<void> {
    process.stdout.write(`${await showText(this as DataFrame, n, { truncate: truncate === true ? 20 : Number(truncate), vertical })}\n`);
  }
  /** Prints the schema as a tree, down to `level` where it is given. */
  printSchema(level?: number): void {
    process.stdout.write(`${treeText(this.schema, level)}\n`);
  }
  /** The first n rows as an HTML table, every value escaped; cells are cut at 20 characters unless told otherwise. */
  toHTML(n = 20, truncate: boolean | number = true): Promise<string> {
    return htmlTable(this as DataFrame, n, truncate === true ? 20 : Number(truncate));
  }
  /** Shows the first n rows where a notebook runs as a table, else as `show` prints them. */
  async display(n = 20): Promise<void> {
    if (!showInNotebook(await this.toHTML(n))) await this.show(n);
  }
  /** Prints the plan: `simple` what will run, `extended` also how it came to be, `formatted` each step under a number, `cost` as extended. */
  explain(mode: boolean | ExplainMode = 'simple'): void {
    process.stdout.write(`${this.engine.explain(this.relation, explainMode(mode))}\n`);
  }
  get write(): DataFrameWriter {
    return new DataFrameWriter(this as DataFrame);
  }

  /** A name for this frame in SQL text, for this session. */
  createOrReplaceTempView(name: string): void {
    this.sparkSession.createView(name, this.relation, true);
  }
  createTempView(name: string): void {
    this.sparkSession.createView(name, this.relation, false);
  }
  /** A name for this frame, `global_temp.name`, in SQL text of every session of this process. */
  createOrReplaceGlobalTempView(name: string): void {
    this.sparkSession.createView(`global_temp.${name}`, this.relation, true);
  }
  createGlobalTempView(name: string): void {
    this.sparkSession.createView(`global_temp.${name}`, this.relation, false);
  }
  /** Same as `createOrReplaceTempView`: Spark's old name. */
  registerTempTable(name: string): void {
    this.createOrReplaceTempView(name);
  }

  // -- about the plan

  /** The files that this frame reads, as URLs. */
  inputFiles(): string[] {
    return inputFiles(this.relation);
  }
  /** Whether the rows came with the program, so that no job is needed to have them. */
  isLocal(): boolean {
    return this.relation.kind === 'local';
  }
  /** Whether rows go on coming: never. */
  get isStreaming(): boolean {
    return false;
  }
  /** Whether another frame's plan is this one's, whatever its columns are called. */
  sameSemantics(other: DataFrame): boolean {
    return canonicalText(this.relation) === canonicalText(other.relation);
  }
  /** A number that plans with the same semantics share. */
  semanticHash(): number {
    return semanticHash(this.relation);
  }

  toString(): string {
    return `DataFrame[${this.dtypes.map(([name, type]) => `${name}: ${type}`).join(', ')}]`;
  }
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString();
  }
  /** What notebooks that ask for it show in place of the text. */
  async [Symbol.for('Jupyter.display')](): Promise<Record<string, string>> {
    return { 'text/html': await this.toHTML(), 'text/plain': this.toString() };
  }

  // -- how verbs are made

  /** @internal The columns that expressions of a plan give. */
  selectExpressions(columns: readonly Expression[]): DataFrame<any> {
    return this.#project(columns);
  }

  #unary<R extends Relation>(node: Omit<R, 'id'>): DataFrame<any> {
    return this.with(relation<R>(node));
  }
  #project(columns: readonly Expression[]): DataFrame<any> {
    return this.#unary<plan.ProjectRelation>({ kind: 'project', child: this.relation, columns });
  }
  #set(op: plan.SetRelation['op'], all: boolean, other: Shaped<any>): DataFrame<any> {
    return this.#unary<plan.SetRelation>({ kind: 'set', op, all, left: this.relation, right: (other as unknown as DataFrame).relation });
  }
  #sample(lower: number, upper: number, seed: number, withReplacement: boolean): DataFrame<S> {
    return this.#unary<plan.SampleRelation>({
      kind: 'sample',
      child: this.relation,
      lower,
      upper,
      withReplacement,
      seed: Math.trunc(seed),
    });
  }
  #withColumns(changes: readonly (readonly [string, Expression])[]): DataFrame<any> {
    const left = new Map(changes);
    const columns = this.columns.map((name, i): Expression => {
      const change = changes.find(([changed]) => this.#same(changed, name));
      if (change === undefined) return this.#own(name, i);
      left.delete(change[0]);
      return { kind: 'alias', child: change[1], name: change[0] };
    });
    return this.#project([...columns, ...[...left].map(([name, child]): Expression => ({ kind: 'alias', child, name }))]);
  }
  /** The column of that name, or the one at a place where several may have it. */
  #own(name: string, place?: number): Expression {
    return { kind: 'column', parts: [name], relation: this.relation.id, ...(place !== undefined && { place }) };
  }
  #same(a: string, b: string): boolean {
    return sameName(this.sparkSession, a, b);
  }
  #subquery(how: 'scalar' | 'exists'): Column {
    return new Column({ kind: 'subquery', how, plan: this.relation, args: [], outer: [] });
  }
}

leaveOut(DataFrame, FRAME_LEFT_OUT);

function wholeNumber(verb: string, n: number): number {
  if (Number.isInteger(n) && n >= 0) return n;
  throw new AnalysisError('INVALID_LIMIT_LIKE_EXPRESSION', `${verb}() must have a whole number >= 0; got ${n}`, { sqlState: '42K0E' });
}

function positive(verb: string, n: number): number {
  if (Number.isInteger(n) && n >= 1) return n;
  throw new AnalysisError('INVALID_PARTITION_NUMBER', `${verb}() must have a whole number >= 1 of partitions; got ${n}`);
}
