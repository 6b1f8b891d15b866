import { AnalysisError } from '#lib/errors.js';
import { functionTable } from '#lib/column/functions/table.js';
import { DataFrame } from '#lib/frame/data-frame.js';
import { didYouMean } from '#lib/nearest-name.js';
import type { Relation } from '#lib/plan/relation.js';
import type { Statement } from '#lib/sql/statement.js';
import { struct } from '#lib/types/data-type.js';
import { parseSchema } from '#lib/types/ddl.js';
import { typeName } from '#lib/types/type-name.js';
import { SETTINGS } from './conf.js';
import type { SparkSession } from './spark-session.js';

type Runners = { readonly [K in Statement['kind']]: (spark: SparkSession, statement: Extract<Statement, { kind: K }>) => DataFrame };

/** The rows that a statement gives; what it changes in the session is changed at once. */
export const runStatement = <K extends Statement['kind']>(spark: SparkSession, statement: Extract<Statement, { kind: K }>): DataFrame =>
  (RUNNERS[statement.kind] as (spark: SparkSession, statement: Statement) => DataFrame)(spark, statement);

const RUNNERS: Runners = {
  query: (spark, { node }) => new DataFrame(spark, node),
  'create-view': (spark, { name, node, replace }) => {
    spark.engine.schema(node);
    spark.createView(name, node, replace);
    return nothing(spark);
  },
  'create-view-using': (spark, { name, replace, source }) => {
    const { path, ...options } = withPath(source.options);
    const schema = source.schema === undefined ? undefined : parseSchema(source.schema);
    spark.createView(name, spark.scanFiles(source.format, [path], options, schema), replace);
    return nothing(spark);
  },
  'drop-view': (spark, { name, ifExists }) => {
    if (!ifExists) spark.catalog.lookup(name);
    spark.catalog.dropTempView(name);
    return nothing(spark);
  },
  'show-tables': (spark, { views, pattern }) => {
    const found = spark.catalog.listTables().filter(({ name }) => matches(name, pattern));
    return spark.createDataFrame(
      found.map(({ name }) => ['', name, true]),
      `namespace string, ${views ? 'viewName' : 'tableName'} string, isTemporary boolean`,
    );
  },
  'show-functions': (spark, { which, pattern }) => {
    const system = which === 'user' ? [] : [...functionTable.keys()].filter((name) => /^\w+$/.test(name));
    const user = which === 'system' ? [] : spark.udf.names();
    const names = [...new Set([...system, ...user])].filter((name) => matches(name, pattern)).sort();
    return texts(spark, 'function', names);
  },
  'show-namespaces': (spark, { column, value }) => texts(spark, column, [value]),
  'show-columns': (spark, { node }) =>
    texts(
      spark,
      'col_name',
      columnsOf(spark, node).map((f) => f.name),
    ),
  describe: (spark, { node }) =>
    spark.createDataFrame(
      columnsOf(spark, node).map((f) => [f.name, typeName(f.type), (f.metadata?.['comment'] as string | undefined) ?? null]),
      'col_name string, data_type string, comment string',
    ),
  'describe-function': (spark, { name }) => texts(spark, 'function_desc', describeFunction(spark, name)),
  cache: (spark, { name, node }) => {
    if (node !== undefined) spark.createView(name, node, false);
    spark.engine.persist(spark.catalog.lookup(name), 'MEMORY_AND_DISK');
    return nothing(spark);
  },
  uncache: (spark, { name, ifExists }) => {
    if (!ifExists || spark.catalog.tableExists(name)) void spark.engine.unpersist(spark.catalog.lookup(name));
    return nothing(spark);
  },
  'clear-cache': (spark) => {
    for (const { name } of spark.catalog.listTables()) void spark.engine.unpersist(spark.catalog.lookup(name));
    return nothing(spark);
  },
  explain: (spark, { node, mode }) => texts(spark, 'plan', [spark.engine.explain(node, mode)]),
  set: (spark, { key, value }) => {
    if (key !== undefined && value !== undefined) spark.conf.set(key, value);
    const rows =
      key === undefined
        ? Object.entries(spark.conf.getAll()).sort()
        : [[key, Object.hasOwn(SETTINGS, key) ? spark.conf.get(key) : spark.conf.get(key, '<undefined>')]];
    return spark.createDataFrame(rows, 'key string, value string');
  },
  reset: (spark, { key }) => {
    for (const name of key === undefined ? Object.keys(spark.conf.getAll()) : [key])
      if (spark.conf.isModifiable(name)) spark.conf.unset(name);
    return nothing(spark);
  },
  use: (spark) => nothing(spark),
};

const nothing = (spark: SparkSession): DataFrame => spark.createDataFrame([], struct([]));
const texts = (spark: SparkSession, column: string, values: readonly string[]): DataFrame =>
  spark.createDataFrame(
    values.map((value) => [value]),
    struct([{ name: column, type: { kind: 'string' }, nullable: false }]),
  );
const columnsOf = (spark: SparkSession, node: Relation) => spark.engine.schema(node).fields;

function withPath(options: Readonly<Record<string, string>>): Record<string, string> & { path: string } {
  const key = Object.keys(options).find((name) => name.toLowerCase() === 'path');
  if (key === undefined)
    throw new AnalysisError('UNABLE_TO_INFER_SCHEMA', "USING must have the files' path: OPTIONS (path 'data/*.parquet')", {
      sqlState: '42KD9',
    });
  const { [key]: path, ...rest } = options;
  return { ...rest, path: path! };
}

/** Whether a name fits a pattern of SHOW: `*` is any text, `|` stands between patterns, case does not count. */
function matches(name: string, pattern: string | undefined): boolean {
  if (pattern === undefined) return true;
  const parts = pattern.split('|').map((p) =>
    p
      .trim()
      .replaceAll(/[.+?^${}()[\]\\]/g, '\\$&')
      .replaceAll('*', '.*'),
  );
  return new RegExp(`^(?:${parts.join('|')})$`, 'i').test(name);
}

function describeFunction(spark: SparkSession, name: string): string[] {
  const spec = functionTable.get(name.toLowerCase());
  if (spec !== undefined) {
    const most = spec.max === Infinity ? ' or more' : spec.max === spec.min ? '' : ` to ${spec.max}`;
    return [`Function: ${name.toLowerCase()}`, `Kind: ${spec.kind}`, `Arguments: ${spec.min}${most}`];
  }
  const user = spark.udf.names().find((n) => n.toLowerCase() === name.toLowerCase());
  if (user !== undefined) return [`Function: ${user}`, 'Kind: user function'];
  throw new AnalysisError(
    'UNRESOLVED_ROUTINE',
    `No function '${name}'.${didYouMean(
      name,
      [...functionTable.keys()].filter((known) => /^\w+$/.test(known)),
    )}`,
    { sqlState: '42883' },
  );
}
