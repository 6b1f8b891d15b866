import type { Field, StructType } from '#lib/types/data-type.js';
import type { Task } from '#lib/workers/task.js';
import type { Alias, Attribute, Call, Expression, SortOrder } from './expression.js';

/**
 * What rows there are. Frozen plain data, built by DataFrame verbs and by SQL text alike. `id` is unique in the process
 * and names the DataFrame that a column was taken from.
 */
export type Relation =
  | ReadRelation
  | SourceRelation
  | LocalRelation
  | CachedRelation
  | RangeRelation
  | ProjectRelation
  | FilterRelation
  | JoinRelation
  | AggregateRelation
  | SortRelation
  | LimitRelation
  | SetRelation
  | DistinctRelation
  | SampleRelation
  | RepartitionRelation
  | AliasRelation
  | PivotRelation
  | UnpivotRelation
  | GenerateRelation
  | SelectRelation
  | ExtendRelation
  | MapRelation
  | WriteRelation;

interface Base {
  readonly id: number;
}

/**
 * Files that the engine reads itself (parquet, plain csv). `schema` is the user's, or what the engine found, and behind
 * it the columns `folders`, which folders such as `city=oslo` give; `output` is set by analysis.
 */
export interface ReadRelation extends Base {
  readonly kind: 'read';
  readonly format: string;
  readonly paths: readonly string[];
  readonly options: Readonly<Record<string, string>>;
  readonly schema: StructType;
  readonly folders?: readonly string[];
  /** Columns of the schema that no file has: they are null. */
  readonly missing?: readonly string[];
  readonly output?: readonly Attribute[];
}
/** Files of a format of ours: a SourceTask reads `splits[partition][i]` in the workers; `fields` of a struct that nobody reads may be pruned. */
export interface SourceRelation extends Base {
  readonly kind: 'source';
  readonly name: string;
  readonly task: Task;
  readonly splits: readonly (readonly unknown[])[];
  readonly schema: StructType;
  /** The files that it reads, where it reads files. */
  readonly paths?: readonly string[];
  readonly output?: readonly Attribute[];
}
/** Rows that came with the program, as an Arrow IPC stream in shared memory. */
export interface LocalRelation extends Base {
  readonly kind: 'local';
  readonly schema: StructType;
  readonly rows: number;
  readonly data: Uint8Array;
  readonly output?: readonly Attribute[];
}
/** Rows that the engine keeps for the relation of this id (`df.cache()`): it puts this in the relation's place. */
export interface CachedRelation extends Base {
  readonly kind: 'cached';
  readonly output: readonly Attribute[];
}
export interface RangeRelation extends Base {
  readonly kind: 'range';
  readonly start: bigint;
  readonly end: bigint;
  readonly step: bigint;
  readonly partitions?: number;
  readonly output?: readonly Attribute[];
}
export interface ProjectRelation extends Base {
  readonly kind: 'project';
  readonly child: Relation;
  readonly columns: readonly Expression[];
}
export interface FilterRelation extends Base {
  readonly kind: 'filter';
  readonly child: Relation;
  readonly condition: Expression;
}
export type JoinKind = 'inner' | 'cross' | 'left' | 'right' | 'full' | 'semi' | 'anti';
export interface JoinRelation extends Base {
  readonly kind: 'join';
  readonly left: Relation;
  readonly right: Relation;
  readonly how: JoinKind;
  readonly condition?: Expression;
  /** Columns of both sides that are to be equal and come out once. Analysis turns them into a condition and a projection. */
  readonly using?: readonly string[];
  /** NATURAL: `using` is all names that both sides have. */
  readonly natural?: boolean;
  /** The right side reads columns of the left: for each row of the left it has other rows. `outer` are those columns, set by analysis. */
  readonly lateral?: boolean;
  readonly outer?: readonly Expression[];
}
export interface AggregateRelation extends Base {
  readonly kind: 'aggregate';
  readonly child: Relation;
  readonly grouping: readonly Expression[];
  /** Every output column, grouping columns included. */
  readonly columns: readonly Expression[];
  /** GROUPING SETS, ROLLUP and CUBE: which of `grouping` (by place) each set groups by; a key that a set leaves out is null in its rows. */
  readonly sets?: readonly (readonly number[])[];
}
export interface SortRelation extends Base {
  readonly kind: 'sort';
  readonly child: Relation;
  readonly order: readonly SortOrder[];
  readonly global: boolean;
}
export interface LimitRelation extends Base {
  readonly kind: 'limit';
  readonly child: Relation;
  readonly limit?: number;
  readonly offset?: number;
}
export interface SetRelation extends Base {
  readonly kind: 'set';
  readonly op: 'union' | 'intersect' | 'except';
  readonly all: boolean;
  readonly left: Relation;
  readonly right: Relation;
  readonly output?: readonly Attribute[];
}
/** Without `columns`, whole rows are compared. */
export interface DistinctRelation extends Base {
  readonly kind: 'distinct';
  readonly child: Relation;
  readonly columns?: readonly Expression[];
}
/** Rows whose draw (of `seed`, by row) falls in [lower, upper): randomSplit makes several of them that share a seed. */
export interface SampleRelation extends Base {
  readonly kind: 'sample';
  readonly child: Relation;
  readonly lower: number;
  readonly upper: number;
  readonly withReplacement: boolean;
  readonly seed: number;
}
/** `keys`: equal keys share a partition; none: rows are dealt evenly. `shuffle: false` is coalesce: neighbours merge. */
export interface RepartitionRelation extends Base {
  readonly kind: 'repartition';
  readonly child: Relation;
  readonly partitions?: number;
  readonly keys: readonly Expression[];
  readonly shuffle: boolean;
}
/** A name for the columns of `child`: `t.a`. */
export interface AliasRelation extends Base {
  readonly kind: 'alias';
  readonly child: Relation;
  readonly name: string;
  /** New names for all columns, as `t(a, b)` gives them. */
  readonly columns?: readonly string[];
}
/** groupBy(grouping).pivot(column, values).agg(aggregates): analysis turns it into an aggregate. Without `grouping` it is every column that is not used. */
export interface PivotRelation extends Base {
  readonly kind: 'pivot';
  readonly child: Relation;
  readonly grouping?: readonly Expression[];
  readonly column: Expression;
  readonly values: readonly Expression[];
  readonly aggregates: readonly Expression[];
}
/**
 * Columns as rows: for each of `values` a row with its label and its columns, beside `ids` (every column that is not among the
 * values, if not given). Rows without any value are left out unless `includeNulls`. Analysis turns it into a generate.
 */
export interface UnpivotRelation extends Base {
  readonly kind: 'unpivot';
  readonly child: Relation;
  readonly ids?: readonly Expression[];
  readonly values: readonly { readonly columns: readonly Expression[]; readonly label?: string }[];
  readonly nameColumn: string;
  readonly valueColumns: readonly string[];
  readonly includeNulls: boolean;
}
/**
 * The columns of `child` and after them those of a generator (`explode`, `posexplode`, `inline`, `stack`, `json_tuple`), a row
 * for each thing that it gives. `outer` keeps rows for which it gives none. Analysis sets `lists`, the arrays that are unnested
 * side by side, `position` (a column of their places comes first) and `output`, the columns added.
 */
export interface GenerateRelation extends Base {
  readonly kind: 'generate';
  readonly child: Relation;
  readonly generator: Call;
  readonly outer: boolean;
  /** The name that qualifies the new columns, and theirs. */
  readonly qualifier?: string;
  readonly names?: readonly string[];
  readonly lists?: readonly Expression[];
  readonly position?: boolean;
  readonly output?: readonly Attribute[];
}
/** The clauses of a SELECT of SQL text after FROM and WHERE: analysis turns them into projections, aggregates, filters and sorts. */
export interface SelectRelation extends Base {
  readonly kind: 'select';
  readonly child: Relation;
  readonly columns: readonly Expression[];
  readonly grouping?: Grouping;
  readonly having?: Expression;
  readonly qualify?: Expression;
  readonly distinct: boolean;
  readonly order: readonly SortOrder[];
  /** ORDER BY ALL: by every column of the list. */
  readonly orderAll?: Pick<SortOrder, 'descending' | 'nullsFirst'>;
  /** SORT BY: `order` holds within each partition. */
  readonly local?: boolean;
  /** DISTRIBUTE BY: equal values share a partition. */
  readonly distribute?: readonly Expression[];
}
/** GROUP BY: expressions and sets of their places, or ALL columns that aggregate nothing. */
export type Grouping = 'all' | { readonly keys: readonly Expression[]; readonly sets?: readonly (readonly number[])[] };

/** The columns of `child` and after them `fields`, which an ExtendTask computes from `inputs`, row by row aligned. A name that `child` has is replaced in place. */
export interface ExtendRelation extends Base {
  readonly kind: 'extend';
  readonly child: Relation;
  readonly inputs: readonly Expression[];
  readonly fields: readonly Field[];
  readonly task: Task;
  readonly output?: readonly Attribute[];
}
/** A MapTask over each partition: any rows out. */
export interface MapRelation extends Base {
  readonly kind: 'map';
  readonly child: Relation;
  readonly schema: StructType;
  readonly task: Task;
  readonly output?: readonly Attribute[];
}
/** Running it writes the rows and yields one row: how many there were. */
export interface WriteRelation extends Base {
  readonly kind: 'write';
  readonly child: Relation;
  readonly format: string;
  readonly path: string;
  readonly mode: 'append' | 'overwrite' | 'ignore' | 'error';
  readonly partitionBy: readonly string[];
  readonly options: Readonly<Record<string, string>>;
}

let next = 0;
/** Freezes a relation and gives it its id. */
export function relation<R extends Relation>(node: Omit<R, 'id'>): R {
  return Object.freeze({ ...node, id: ++next }) as unknown as R;
}

/** The names that a projection gives: what the plan calls a column before analysis numbers it. */
export type NamedExpression = Alias | Attribute;
