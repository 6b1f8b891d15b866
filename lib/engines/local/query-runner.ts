import { Data, Null, type RecordBatch } from 'apache-arrow';
import { batchOf } from '#lib/arrow/batch-of.js';
import { decodeBatches } from '#lib/arrow/ipc.js';
import { selectColumns } from '#lib/arrow/select-columns.js';
import { schemaOf } from '#lib/plan/attribute.js';
import type { LocalRelation } from '#lib/plan/relation.js';
import { toArrowSchema } from '#lib/types/arrow.js';
import { field, nullType, struct, type StructType } from '#lib/types/data-type.js';
import type { Connection } from './duckdb/connection.js';
import type { Database } from './duckdb/database.js';
import { execute, type Execution } from './execute.js';
import type { Physical, PhysicalQuery } from './physical.js';
import { sparkError } from './spark-error.js';
import { quoteText } from './sql/quote.js';
import { typeSql } from './sql/type-sql.js';
import { duckdbZone } from './sql/zone-sql.js';

/** Runs the relational segments of plans in DuckDB. Rows of the program that a query reads become a table once. */
export class QueryRunner {
  readonly #database: Database;
  readonly #timeZone: () => string;
  readonly #tables = new WeakMap<Uint8Array, Promise<string>>();
  readonly #dropped = new FinalizationRegistry<string>((table) => void this.#drop([table]));
  #next = 0;
  #closed = false;

  constructor(database: Database, timeZone: () => string) {
    this.#database = database;
    this.#timeZone = timeZone;
  }

  /** A table name that nothing else uses. */
  newTable(): string {
    return `t${this.#next++}`;
  }

  /** The rows of a query; its inputs are run first, each into a table that goes when the query ends. */
  async *run(node: PhysicalQuery, execution: Execution): AsyncGenerator<RecordBatch> {
    const { signal } = execution.options;
    const loaded: string[] = [];
    await using connection = this.connect();
    try {
      let { sql } = node;
      for (const { table, input } of node.inputs) {
        if (input.kind === 'rows') sql = renameTable(sql, table, await this.#localTable(input.relation));
        else {
          loaded.push(table);
          await this.load(connection, table, input, execution);
        }
      }
      const schema = toArrowSchema(schemaOf(node.output));
      const all = node.output.map((_, i) => i);
      for await (const batch of connection.stream(sql, { signal })) yield selectColumns(batch, all, schema);
    } catch (error) {
      throw sparkError(error);
    } finally {
      await this.#drop(loaded);
    }
  }

  /** Puts the rows of a physical plan into a new table with columns c0, c1, … */
  async load(connection: Connection, table: string, input: Physical, execution: Execution): Promise<void> {
    await connection.execute(createTable(table, schemaOf(input.output)));
    const batches = async function* (): AsyncGenerator<RecordBatch> {
      for await (const { batch } of execute(input, execution)) if (batch.numRows > 0) yield loadable(batch);
    };
    await connection.append(table, batches(), { signal: execution.options.signal });
  }

  /** A connection with the session's time zone. */
  connect(): Connection {
    const connection = this.#database.connect();
    connection.executeSync(`SET TimeZone = ${quoteText(duckdbZone(this.#timeZone()))}`);
    return connection;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#database.close();
  }

  #localTable(relation: LocalRelation): Promise<string> {
    let table = this.#tables.get(relation.data);
    if (table === undefined) {
      table = this.#loadLocal(relation);
      this.#tables.set(relation.data, table);
    }
    return table;
  }

  async #loadLocal(relation: LocalRelation): Promise<string> {
    const table = this.newTable();
    await using connection = this.#database.connect();
    await connection.execute(createTable(table, relation.schema));
    await connection.append(table, decodeBatches(relation.data).batches.map(loadable));
    this.#dropped.register(relation.data, table);
    return table;
  }

  async #drop(tables: readonly string[]): Promise<void> {
    if (this.#closed || tables.length === 0) return;
    await using connection = this.#database.connect();
    for (const table of tables) await connection.execute(`DROP TABLE IF EXISTS ${table}`);
  }
}

/** DuckDB has no table without columns: rows that have none get one of nulls, which nothing reads. */
const NO_COLUMNS = struct([field('c0', nullType)]);

function loadable(batch: RecordBatch): RecordBatch {
  return batch.numCols > 0
    ? batch
    : batchOf(toArrowSchema(NO_COLUMNS), batch.numRows, [new Data(new Null(), 0, batch.numRows, batch.numRows)]);
}

function createTable(table: string, given: StructType): string {
  const schema = given.fields.length > 0 ? given : NO_COLUMNS;
  return `CREATE TABLE ${table} (${schema.fields.map((f, i) => `c${i} ${typeSql(f.type)}`).join(', ')})`;
}

/** Our own table names are words of the form t12; text literals of the query cannot be mistaken for `FROM t12`. */
function renameTable(sql: string, from: string, to: string): string {
  return sql.replaceAll(new RegExp(`FROM ${from}\\b`, 'g'), `FROM ${to}`);
}
