import { attribute, schemaOf, toAttribute } from '#lib/plan/attribute.js';
import type { Attribute, Expression } from '#lib/plan/expression.js';
import { outputOf } from '#lib/plan/output.js';
import { relation, type ExtendRelation, type ProjectRelation, type Relation, type RepartitionRelation } from '#lib/plan/relation.js';
import { typeOf } from '#lib/plan/type-of.js';
import * as t from '#lib/types/data-type.js';
import type { Physical, PhysicalStage } from './physical.js';
import { columnSql, expressionSql } from './sql/expression-sql.js';
import { relationSql } from './sql/relation-sql.js';
import type { SqlTools } from './sql/sql-tools.js';
import { typeSql } from './sql/type-sql.js';
import type { Light, Step } from '#lib/workers/stage.js';

/** What lowering needs beside the plan. */
export interface Lowering extends SqlTools {
  readonly parallelism: number;
  /** A table name that nothing else uses. */
  newTable(): string;
}

/** The plan cut at user code: what is relational becomes SQL, the rest stages. */
export function lower(node: Relation, lowering: Lowering): Physical {
  return streams(node) ? lowerStream(node, lowering) : lowerQuery(node, lowering);
}

/** Whether rows of this relation can flow batch by batch without DuckDB. */
function streams(node: Relation): boolean {
  switch (node.kind) {
    case 'source':
    case 'extend':
    case 'map':
    case 'local':
    case 'cached':
      return true;
    case 'project':
      return streams(node.child) && node.columns.every((c) => lightOf(c, outputOf(node.child)) !== undefined);
    case 'filter':
      return streams(node.child) && lightOf(node.condition, outputOf(node.child)) !== undefined;
    case 'limit':
    case 'alias':
      return streams(node.child);
    case 'repartition':
      return true;
    case 'set':
      return node.op === 'union' && node.all && (streams(node.left) || streams(node.right));
    default:
      return false;
  }
}

function lowerQuery(node: Relation, lowering: Lowering, extra: readonly { sql: string; attribute: Attribute }[] = []): Physical {
  const inputs: { table: string; input: Physical }[] = [];
  const sql = relationSql(node, lowering, (part) => {
    if (!streams(part) || part.kind === 'repartition') return undefined;
    const table = lowering.newTable();
    inputs.push({ table, input: lower(part, lowering) });
    return table;
  });
  const output = outputOf(node);
  // the exact types are said once more at the end: what a function of DuckDB gives is not always what Spark's type rules say
  const columns = [...output.map((a) => ({ sql: `CAST(${columnSql(a)} AS ${typeSql(a.type)})`, attribute: a })), ...extra];
  const list = columns.map((column, i) => `${column.sql} AS c${i}`);
  return {
    kind: 'query',
    sql: `SELECT ${list.length === 0 ? '1 AS c0' : list.join(', ')} FROM (${sql})`,
    inputs,
    output: columns.map((column) => column.attribute),
  };
}

function lowerStream(node: Relation, lowering: Lowering): Physical {
  const output = outputOf(node);
  switch (node.kind) {
    case 'source':
      return {
        kind: 'stage',
        output,
        stage: {
          source: { task: node.task, splits: node.splits, fields: schemaOf(output).fields, label: node.name },
          steps: [],
          schema: schemaOf(output),
        },
      };
    case 'local':
      return { kind: 'rows', output, relation: node };
    case 'cached':
      return { kind: 'cached', output, relation: node };
    case 'alias':
      return lower(node.child, lowering);
    case 'extend':
      return lowerExtend(node, lowering);
    case 'map': {
      const child = lower(node.child, lowering);
      return addStep(
        child,
        { kind: 'map', task: node.task, inputSchema: schemaOf(child.output), schema: node.schema, label: node.task.name },
        output,
      );
    }
    case 'project':
      return lowerProject(lower(node.child, lowering), node.columns.map(toLight(node.child)), output);
    case 'filter': {
      const child = lower(node.child, lowering);
      return addStep(child, { kind: 'filter', condition: lightOf(node.condition, child.output)! }, child.output);
    }
    case 'limit':
      return { kind: 'limit', child: lower(node.child, lowering), limit: node.limit, offset: node.offset, output };
    case 'set':
      return { kind: 'concat', left: lower(node.left, lowering), right: lower(node.right, lowering), output };
    case 'repartition':
      return lowerRepartition(node, lowering);
    default:
      return lowerQuery(node, lowering);
  }
}

const toLight =
  (child: Relation) =>
  (e: Expression): Light =>
    lightOf(e, outputOf(child))!;

function lowerProject(child: Physical, columns: readonly Light[], output: readonly Attribute[]): Physical {
  if (child.kind !== 'stage') return { kind: 'project', child, columns, output };
  return addStep(child, { kind: 'project', columns, schema: schemaOf(output) }, output);
}

/** User code reads columns: arguments that have to be computed are projected below it first, and dropped behind it. */
function lowerExtend(node: ExtendRelation, lowering: Lowering): Physical {
  const below = outputOf(node.child);
  const computed = node.inputs.filter((e) => lightOf(e, below) === undefined);
  if (computed.length > 0) {
    const aliases = new Map(
      computed.map((e) => [
        e,
        Object.freeze({ kind: 'alias', child: e, name: 'argument', id: attribute('', t.nullType, true).id } as const),
      ]),
    );
    const child = relation<ProjectRelation>({ kind: 'project', child: node.child, columns: [...below, ...aliases.values()] });
    const inputs = node.inputs.map((e) => (aliases.has(e) ? toAttribute(aliases.get(e)!) : e));
    const wide = lowerExtend(Object.freeze({ ...node, child, inputs }), lowering);
    const kept = outputOf(node);
    return lowerProject(
      wide,
      kept.map((a) => lightOf(a, wide.output)!),
      kept,
    );
  }
  const child = lower(node.child, lowering);
  const inputs = node.inputs.map((e) => lightOf(e, child.output)!);
  const inputSchema = t.struct(
    node.inputs.map((e, i) => t.field(e.kind === 'attribute' || e.kind === 'field' ? e.name : `arg${i}`, typeOf(e))),
  );
  const fields = node.output!.map((a) => t.field(a.name, a.type, a.nullable, a.metadata));
  return addStep(child, { kind: 'extend', inputs, inputSchema, fields, task: node.task, label: node.fields[0]?.name ?? node.task.name }, [
    ...child.output,
    ...node.output!,
  ]);
}

function addStep(child: Physical, step: Step, output: readonly Attribute[]): PhysicalStage {
  const schema = schemaOf(output);
  if (child.kind !== 'stage') return { kind: 'stage', stage: { steps: [step], schema }, input: child, output };
  return { ...child, stage: { ...child.stage, steps: [...child.stage.steps, step], schema }, output };
}

function lowerRepartition(node: RepartitionRelation, lowering: Lowering): Physical {
  const partitions = node.partitions ?? lowering.parallelism;
  const output = outputOf(node);
  if (node.keys.length === 0)
    return { kind: 'exchange', how: node.shuffle ? 'even' : 'merge', partitions, child: lower(node.child, lowering), output };
  const keys = node.keys.map((e) => expressionSql(e, lowering));
  const number = { sql: `CAST(hash(${keys.join(', ')}) % ${partitions} AS INTEGER)`, attribute: attribute('partition', t.integer, false) };
  return { kind: 'exchange', how: 'keyed', partitions, child: lowerQuery(node.child, lowering, [number]), output };
}

/** The expression as a column that costs nothing, or undefined where it has to be computed. */
export function lightOf(e: Expression, columns: readonly Attribute[]): Light | undefined {
  switch (e.kind) {
    case 'attribute': {
      const index = columns.findIndex((a) => a.id === e.id);
      return index === -1 ? undefined : { kind: 'input', index };
    }
    case 'alias':
      return lightOf(e.child, columns);
    case 'literal':
      return { kind: 'literal', value: e.value, type: e.type };
    case 'field': {
      const child = lightOf(e.child, columns);
      const type = typeOf(e.child);
      const index = type.kind === 'struct' ? type.fields.findIndex((f) => f.name === e.name) : -1;
      return child === undefined || index === -1 ? undefined : { kind: 'field', child, index };
    }
    default:
      return undefined;
  }
}
