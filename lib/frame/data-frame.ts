import type { Table } from 'apache-arrow';
import { Column, columnExpression } from '#lib/column/column.js';
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
import { schemaLine, typeName } from '#lib/types/type-name.js';
import { collectRows, collectTable, localIterator } from './collect.js';
import { crosstab } from './crosstab.js';
import type { FrameSession } from './frame-session.js';
import { GroupedData } from './grouped-data.js';
import { joinKind } from './join-type.js';
import { toDanfo, type DanfoFrame } from './danfo.js';
import { showText } from './show/show-text.js';
import { treeText } from './show/tree-text.js';
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
  /** Without those columns; names that are not there are passed over. */
  drop<K extends (keyof S & string) | Opaque>(...names: K[]): DataFrame<Without<S, K>> {
    return this.#project(
      this.columns.flatMap((name, i) => (names.some((dropped) => this.#same(name, dropped)) ? [] : [this.#own(name, i)])),
    );
  }
  /** The columns under new names, all of them. */
  toDF(...names: string[]): DataFrame {
    const columns = this.columns;
    if (names.length !== columns.length)
      throw new AnalysisError(
        'NUM_COLUMNS_MISMATCH',
        `toDF() must name all ${columns.length} columns ${schemaLine(this.schema)}; got ${names.length} names`,
        { sqlState: '42826' },
      );
    return this.#project(columns.map((name, i) => ({ kind: 'alias', child: this.#own(name, i), name: names[i]! })));
  }
  /** What a function makes of this frame: for chains of steps with names. */
  transform<R>(step: (frame: DataFrame<S>) => R): R {
    return step(this);
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
    on?: K | readonly K[] | ColumnOn<S & R>,
    how?: H,
  ): DataFrame<Joined<S, R, K, H>> {
    const base = { kind: 'join' as const, left: this.relation, right: other.relation, how: joinKind(how ?? 'inner') };
    if (on === undefined) return this.#unary<plan.JoinRelation>(base);
    if (on instanceof Column) return this.#unary<plan.JoinRelation>({ ...base, condition: on.expression });
    return this.#unary<plan.JoinRelation>({ ...base, using: (typeof on === 'string' ? [on] : on) as readonly string[] });
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
    const theirs = other.columns;
    const missing = this.columns.filter((name) => !theirs.some((t) => this.#same(t, name)));
    const extra = theirs.filter((name) => !this.columns.some((t) => this.#same(t, name)));
    if (!allowMissingColumns && missing.length + extra.length > 0) {
      throw new AnalysisError(
        'UNRESOLVED_COLUMN_AMONG_FIELD_NAMES',
        `unionByName() must have the same columns on both sides; ${[...missing, ...extra].map((n) => `'${n}'`).join(', ')} is on one side only. Pass allowMissingColumns: true to fill with nulls.`,
        { sqlState: '42703' },
      );
    }
    const empty = (name: string): Expression => ({ kind: 'alias', child: { kind: 'literal', type: { kind: 'null' }, value: null }, name });
    const left = this.#project([...this.columns.map((n) => this.#own(n)), ...extra.map(empty)]);
    const right = other.#project([
      ...this.columns.map((n) => (missing.includes(n) ? empty(n) : other.#own(theirs.find((t) => this.#same(t, n))!))),
      ...extra.map((n) => other.#own(n)),
    ]);
    return left.#set('union', true, right);
  }
  intersect(other: Shaped<S>): DataFrame<S> {
    return this.#set('intersect', false, other);
  }
  /** The different rows that are not in the other. */
  subtract(other: Shaped<S>): DataFrame<S> {
    return this.#set('except', false, other);
  }

  // -- groups

  groupBy<const C extends readonly ((keyof S & string) | Opaque | ColumnOn<S>)[]>(...columns: C): GroupedData<S, Selected<S, C>> {
    return new GroupedData<any, any>(this, columns.map(columnExpression));
  }
  /** Aggregates over all rows: one row. */
  agg<const C extends readonly ColumnOn<S>[]>(...columns: C): DataFrame<Selected<S, C>> {
    return this.groupBy().agg(...columns) as never;
  }
  /** How often each pair of values of two columns comes: a row for each value of the first, a column for each of the second. Runs a job. */
  crosstab(rows: Names<S>, columns: Names<S>): Promise<DataFrame> {
    return crosstab(this as DataFrame, rows, columns);
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
  head(n: number): Promise<RowOf<S>[]> {
    return this.take(n);
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
  async isEmpty(): Promise<boolean> {
    return (await this.take(1)).length === 0;
  }
  /** Prints the first n rows as Spark does. `truncate`: cut cells at 20 characters (or at that many); `vertical`: a line a value. */
  async show(n = 20, truncate: boolean | number = true, vertical = false): Promise<void> {
    process.stdout.write(`${await showText(this as DataFrame, n, { truncate: truncate === true ? 20 : Number(truncate), vertical })}\n`);
  }
  /** Prints the schema as a tree. */
  printSchema(): void {
    process.stdout.write(`${treeText(this.schema)}\n`);
  }
  /** Prints the plan: `simple` what will run, `extended` also how it came to be. */
  explain(mode: boolean | 'simple' | 'extended' | 'formatted' | 'cost' = 'simple'): void {
    process.stdout.write(`${this.engine.explain(this.relation, mode === true ? 'extended' : mode === false ? 'simple' : mode)}\n`);
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

  toString(): string {
    return `DataFrame[${this.dtypes.map(([name, type]) => `${name}: ${type}`).join(', ')}]`;
  }
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString();
  }

  // -- how verbs are made

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
    return this.sparkSession.conf.get('spark.sql.caseSensitive') === 'true' ? a === b : a.toLowerCase() === b.toLowerCase();
  }
}

const randomSeed = (): number => Math.floor(Math.random() * 2 ** 31);

function wholeNumber(verb: string, n: number): number {
  if (Number.isInteger(n) && n >= 0) return n;
  throw new AnalysisError('INVALID_LIMIT_LIKE_EXPRESSION', `${verb}() must have a whole number >= 0; got ${n}`, { sqlState: '42K0E' });
}

function positive(verb: string, n: number): number {
  if (Number.isInteger(n) && n >= 1) return n;
  throw new AnalysisError('INVALID_PARTITION_NUMBER', `${verb}() must have a whole number >= 1 of partitions; got ${n}`);
}
