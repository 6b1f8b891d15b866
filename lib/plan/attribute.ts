import type { DataType, Field, StructType } from '#lib/types/data-type.js';
import * as t from '#lib/types/data-type.js';
import type { Alias, Attribute, Expression } from './expression.js';
import { showExpression } from './show-expression.js';
import { nullableOf, typeOf } from './type-of.js';

let next = 0;

/** A new number for a column of a plan. */
export const freshId = (): number => ++next;

export function attribute(name: string, type: DataType, nullable: boolean, metadata?: Attribute['metadata'], id = freshId()): Attribute {
  return Object.freeze(
    metadata === undefined ? { kind: 'attribute', id, name, type, nullable } : { kind: 'attribute', id, name, type, nullable, metadata },
  );
}

/** New attributes for the fields of a schema. */
export const attributesOf = (schema: StructType): Attribute[] =>
  schema.fields.map((f) => attribute(f.name, f.type, f.nullable, f.metadata));

/** The schema that attributes make. */
export const schemaOf = (attributes: readonly Attribute[]): StructType => t.struct(attributes.map(fieldOf));

export const fieldOf = (a: Attribute): Field => t.field(a.name, a.type, a.nullable, a.metadata);

/** A column of a projection as analysis leaves it: an attribute as it is, anything else under a name and a number. */
export function named(e: Expression): Attribute | (Alias & { readonly id: number }) {
  if (e.kind === 'attribute') return e;
  if (e.kind === 'alias') return e.id === undefined ? Object.freeze({ ...e, id: freshId() }) : (e as Alias & { id: number });
  return Object.freeze({ kind: 'alias', child: e, name: columnName(e), id: freshId() });
}

/** The name that Spark gives a column which the user did not name. */
export const columnName = (e: Expression): string => (e.kind === 'field' ? e.name : showExpression(e));

/** The attribute that a projection's column becomes for those who read it. */
export function toAttribute(e: Expression): Attribute {
  if (e.kind === 'attribute') return e;
  const column = named(e) as Alias & { id: number };
  const inherited = column.child.kind === 'attribute' ? column.child.metadata : undefined;
  return attribute(column.name, typeOf(column.child), nullableOf(column.child), column.metadata ?? inherited, column.id);
}
