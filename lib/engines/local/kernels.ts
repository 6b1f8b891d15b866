import { RecordBatch, Schema, Struct, makeData } from 'apache-arrow';
import { columnBuilder } from '#lib/arrow/values/column-builder.js';
import { columnReader } from '#lib/arrow/values/column-reader.js';
import type { KernelSession, KernelUse } from '#lib/plan/kernel.js';
import { toArrowField, toArrowSchema } from '#lib/types/arrow.js';
import * as t from '#lib/types/data-type.js';
import type { DataType } from '#lib/types/data-type.js';
import { typeName } from '#lib/types/type-name.js';
import type { Connection } from './duckdb/connection.js';
import { typeSql } from './sql/type-sql.js';

/** The kernels that the database knows as functions. Each is made known once for its types and the session's time zone. */
export class Kernels {
  readonly #connect: () => Connection;
  readonly #timeZone: () => string;
  readonly #names = new Map<string, string>();
  #connection: Connection | undefined;

  constructor(connect: () => Connection, timeZone: () => string) {
    this.#connect = connect;
    this.#timeZone = timeZone;
  }

  /** The name by which SQL calls a kernel. */
  nameOf(use: KernelUse): string {
    const session: KernelSession = { timeZone: this.#timeZone() };
    const types = use.types.map(carried);
    const returns = carried(use.returns);
    const key = [use.name, ...types.map(typeName), typeName(returns), session.timeZone].join('|');
    let name = this.#names.get(key);
    if (name === undefined) {
      name = `kernel_${this.#names.size}_${use.name.replaceAll(/\W/g, '')}`;
      this.#connection ??= this.#connect();
      const schema = t.struct(types.map((type, i) => t.field(`arg${i}`, type)));
      this.#connection.register({
        name,
        parameters: types.map(typeSql),
        returns: typeSql(returns),
        arguments: toArrowSchema(schema),
        volatile: use.volatile === true,
        call: rowsOf({ ...use, types, returns }, session),
      });
      this.#names.set(key, name);
    }
    return name;
  }
}

/** A type as DuckDB carries it: a column of nulls alone has no type of its own, and any part may be null. */
function carried(type: DataType): DataType {
  switch (type.kind) {
    case 'null':
      return t.integer;
    case 'array':
      return t.array(carried(type.element));
    case 'map':
      return t.map(carried(type.key), carried(type.value));
    case 'struct':
      return t.struct(type.fields.map((f) => t.field(f.name, carried(f.type))));
    default:
      return type;
  }
}

function rowsOf({ types, returns, seesNulls, make, name }: KernelUse, session: KernelSession) {
  const call = make(types, returns, session);
  const result = toArrowField(t.field('result', returns));
  const schema = new Schema([result]);
  return (rows: number, input: RecordBatch | undefined): RecordBatch => {
    const readers = types.map((type, i) => columnReader(type, input!.data.children[i]!, { longs: 'bigint', raw: true, name }));
    const builder = columnBuilder(returns, { name, capacity: rows, raw: true });
    const values = new Array<unknown>(types.length);
    for (let row = 0; row < rows; row++) {
      let nulls = false;
      for (let i = 0; i < values.length; i++) if ((values[i] = readers[i]!(row)) === null) nulls = true;
      builder.append(nulls && seesNulls !== true ? null : call(...values));
    }
    return new RecordBatch(schema, makeData({ type: new Struct(schema.fields), length: rows, nullCount: 0, children: [builder.finish()] }));
  };
}
