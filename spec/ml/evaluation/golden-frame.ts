import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as arrow from 'apache-arrow';
import type { DataFrame } from '#lib/frame/data-frame.js';
import { toArrowField, toArrowType } from '#lib/types/arrow.js';
import { double, field, vector, type Field } from '#lib/types/data-type.js';
import { frameOf } from '../memory-frame.js';

interface Golden {
  readonly data: { readonly inline: string; readonly rows: readonly (readonly (number | number[] | null)[])[] };
  readonly result: Readonly<Record<string, number>>;
}

const read = (name: string): Golden => JSON.parse(readFileSync(resolve('spec/golden/ml', `${name}.json`), 'utf8')) as Golden;

/** The rows that real Spark was asked about, and the names of their columns. */
export function goldenRows(name: string): { columns: string[]; rows: Golden['data']['rows'] } {
  const { inline, rows } = read(name).data;
  return { columns: inline.split(';').map((column) => column.split(' ')[0]!), rows };
}

/** What real Spark answered, and the rows as a frame in batches of two rows, so that states merge. */
export function golden(name: string): { df: DataFrame; result: Golden['result'] } {
  const { columns, rows } = goldenRows(name);
  return { df: doublesFrame(columns, rows), result: read(name).result };
}

/** A frame of doubles and dense vectors, in batches of `batchRows`. */
export function doublesFrame(names: readonly string[], rows: Golden['data']['rows'], batchRows = 2): DataFrame {
  const fields = names.map((name, i): Field => {
    const sample = rows[0]?.[i];
    return field(name, Array.isArray(sample) ? vector(sample.length) : double);
  });
  const schema = new arrow.Schema(fields.map(toArrowField));
  const batches: arrow.RecordBatch[] = [];
  for (let from = 0; from < Math.max(rows.length, 1); from += batchRows) {
    const some = rows.slice(from, from + batchRows);
    const children = fields.map(
      (f, i) =>
        arrow.vectorFromArray(
          some.map((row) => row[i]),
          toArrowType(f.type),
        ).data[0] ?? arrow.makeData({ type: toArrowType(f.type) as arrow.Float64, length: 0 }),
    );
    batches.push(
      new arrow.RecordBatch(schema, arrow.makeData({ type: new arrow.Struct(schema.fields), length: some.length, nullCount: 0, children })),
    );
  }
  return frameOf(new arrow.Table(schema, batches));
}
