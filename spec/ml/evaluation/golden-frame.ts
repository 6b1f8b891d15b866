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

/** What real Spark answered, and the rows that it was asked about, in batches of two rows so that states merge. */
export function golden(name: string): { df: DataFrame; result: Golden['result'] } {
  const { data, result } = JSON.parse(readFileSync(resolve('spec/golden/ml', `${name}.json`), 'utf8')) as Golden;
  return { df: doublesFrame(data.inline.split(';').map((column) => column.split(' ')[0]!), data.rows), result };
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
    const children = fields.map((f, i) => arrow.vectorFromArray(some.map((row) => row[i]), toArrowType(f.type)).data[0] ?? arrow.makeData({ type: toArrowType(f.type) as arrow.Float64, length: 0 }));
    batches.push(new arrow.RecordBatch(schema, arrow.makeData({ type: new arrow.Struct(schema.fields), length: some.length, nullCount: 0, children })));
  }
  return frameOf(new arrow.Table(schema, batches));
}
