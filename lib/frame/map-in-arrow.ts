import type { RecordBatch, Table } from 'apache-arrow';
import { Column } from '#lib/column/column.js';
import type { Expression } from '#lib/plan/expression.js';
import { relation, type MapRelation, type RepartitionRelation, type SortRelation } from '#lib/plan/relation.js';
import type { StructType } from '#lib/types/data-type.js';
import * as t from '#lib/types/data-type.js';
import { parseSchema } from '#lib/types/ddl.js';
import { batchTask, cogroupTask, groupTask } from '#lib/workers/user-function/batch-tasks.js';
import type { DataFrame } from './data-frame.js';
import { ownColumns } from './own-column.js';

const schemaOf = (schema: string | StructType): StructType => (typeof schema === 'string' ? parseSchema(schema) : schema);
type Any = (...args: any[]) => unknown;
/** What user functions over Arrow give. */
export type ArrowRows =
  | Table
  | RecordBatch
  | Iterable<Table | RecordBatch>
  | AsyncIterable<Table | RecordBatch>
  | Promise<Table | RecordBatch>;
/** A function of a group's rows, or of its keys and rows. */
export type GroupFunction = ((rows: Table) => ArrowRows) | ((keys: any[], rows: Table) => ArrowRows);

/** What a function makes of the batches of each partition. */
export function mapInArrow(frame: DataFrame, fn: Any, schema: string | StructType): DataFrame {
  return frame.with(relation<MapRelation>({ kind: 'map', child: frame.relation, schema: schemaOf(schema), task: batchTask(fn) }));
}

/** What a function makes of each group of rows with equal keys: the keys come as columns behind the frame's own. */
export function applyInArrow(frame: DataFrame, keys: readonly Expression[], fn: Any, schema: string | StructType): DataFrame {
  const names = keys.map((_, i) => `_key${i}`);
  const keyed = frame.select(
    ...ownColumns(frame).map((c) => c.column),
    ...keys.map((e, i) => new Column({ kind: 'alias', child: e, name: names[i]! })),
  );
  const places = keys.map((_, i) => frame.columns.length + i);
  return together(keyed, places, [], groupTask(fn, frame.schema, keyed.schema), schemaOf(schema));
}

/** One side of a cogroup. */
export interface Side {
  readonly frame: DataFrame;
  readonly keys: readonly Expression[];
}

/**
 * What a function makes of the rows of two frames with equal keys. The rows of both travel as one frame: which side, the
 * keys, the columns of the left and of the right, null for those of the other side.
 */
export function cogroupInArrow(left: Side, right: Side, fn: Any, schema: string | StructType): DataFrame {
  const sides = [left, right];
  const keyNames = left.keys.map((_, i) => `_key${i}`);
  const wide = sides.map(({ frame, keys }, side) =>
    frame.select(
      new Column({ kind: 'alias', child: { kind: 'literal', type: t.integer, value: side }, name: '_side' }),
      ...keys.map((e, i) => new Column({ kind: 'alias', child: e, name: keyNames[i]! })),
      ...sides.flatMap((other, place) =>
        place === side
          ? ownColumns(frame).map((c, i) => c.column.alias(`_${side}_${i}`))
          : other.frame.schema.fields.map((f, i) =>
              new Column({ kind: 'literal', type: t.nullType, value: null }).cast(f.type).alias(`_${place}_${i}`),
            ),
      ),
    ),
  );
  const both = wide[0]!.union(wide[1]!);
  const places = left.keys.map((_, i) => i + 1);
  return together(both, places, [0], cogroupTask(fn, left.frame.schema, right.frame.schema, both.schema), schemaOf(schema));
}

/** The rows with equal keys in one partition, one behind the other, in the order of further columns, and a task over them. */
function together(
  frame: DataFrame,
  keys: readonly number[],
  order: readonly number[],
  task: MapRelation['task'],
  schema: StructType,
): DataFrame {
  const column = (place: number): Expression => ({ kind: 'column', parts: [frame.columns[place]!], relation: frame.relation.id, place });
  const child =
    keys.length === 0
      ? relation<RepartitionRelation>({ kind: 'repartition', child: frame.relation, keys: [], shuffle: true, partitions: 1 })
      : relation<RepartitionRelation>({ kind: 'repartition', child: frame.relation, keys: keys.map(column), shuffle: true });
  const sorted = relation<SortRelation>({
    kind: 'sort',
    child,
    order: [...keys, ...order].map((place) => ({ kind: 'sort', child: column(place), descending: false, nullsFirst: true })),
    global: false,
  });
  return frame.with(relation<MapRelation>({ kind: 'map', child: keys.length + order.length === 0 ? child : sorted, schema, task }));
}
