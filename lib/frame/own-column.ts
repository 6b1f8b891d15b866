import { Column } from '#lib/column/column.js';
import { AnalysisError } from '#lib/errors.js';
import type { Field } from '#lib/types/data-type.js';
import { didYouMean } from '#lib/nearest-name.js';
import { schemaLine } from '#lib/types/type-name.js';
import type { DataFrame } from './data-frame.js';
import { sameName } from './same-name.js';

/** A column of a frame by its place, whatever other columns have its name. */
export interface OwnColumn {
  readonly place: number;
  readonly field: Field;
  readonly column: Column;
}

/** The columns of a frame, in order. */
export function ownColumns(frame: DataFrame): OwnColumn[] {
  return frame.schema.fields.map((field, place) => ({
    place,
    field,
    column: new Column({ kind: 'column', parts: [field.name], relation: frame.relation.id, place }),
  }));
}

/** Those columns of a frame that are named; throws UNRESOLVED_COLUMN for a name that the frame lacks. All of them without names. */
export function ownColumnsNamed(frame: DataFrame, names: readonly string[] | undefined): OwnColumn[] {
  const all = ownColumns(frame);
  return names === undefined
    ? all
    : names.flatMap((name) => {
        const found = all.filter((c) => sameName(frame.sparkSession, c.field.name, name));
        return found.length > 0 ? found : missing(frame, name);
      });
}

function missing(frame: DataFrame, name: string): never {
  throw new AnalysisError(
    'UNRESOLVED_COLUMN.WITH_SUGGESTION',
    `No column '${name}' in ${schemaLine(frame.schema)}.${didYouMean(name, frame.columns)}`,
    { sqlState: '42703' },
  );
}
