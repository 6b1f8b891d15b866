import * as arrow from 'apache-arrow';
import { toArrowSchema } from '#lib/types/arrow.js';
import * as t from '#lib/types/data-type.js';
import { seededRandom } from '#lib/nn/trainer/seeded-random.js';

export interface Sample {
  readonly features: readonly number[] | null;
  readonly label: number | null;
}

/** Samples of `classes` clouds of points. */
export function clouds(rows: number, width: number, classes: number, seed = 1): Sample[] {
  const random = seededRandom(seed);
  const centres = Array.from({ length: classes }, () => Array.from({ length: width }, () => random() * 2 - 1));
  return Array.from({ length: rows }, (_, i) => ({ features: centres[i % classes]!.map((c) => c + random() - 0.5), label: i % classes }));
}

/** A table of a dense float vector `features` and a double `label`. */
export function samplesTable(samples: readonly Sample[], width: number, label: t.DataType = t.double): arrow.Table {
  const schema = toArrowSchema(t.struct([t.field('features', t.vector(width, 'float')), t.field('label', label)]));
  const column = (field: arrow.Field, values: unknown[]) => arrow.vectorFromArray(values, field.type);
  const children = [
    column(
      schema.fields[0]!,
      samples.map((s) => s.features),
    ),
    column(
      schema.fields[1]!,
      samples.map((s) => s.label),
    ),
  ];
  const data = arrow.makeData({
    type: new arrow.Struct(schema.fields),
    length: samples.length,
    nullCount: 0,
    children: children.map((c, i) => c.data[0] ?? arrow.makeData({ type: schema.fields[i]!.type } as never)),
  });
  return new arrow.Table(schema, [new arrow.RecordBatch(schema, data)]);
}

/** Deals rows to partitions of these sizes. */
export function partitionsOf(samples: readonly Sample[], sizes: readonly number[], width: number): arrow.Table[] {
  let from = 0;
  return sizes.map((size) => samplesTable(samples.slice(from, (from += size)), width));
}
