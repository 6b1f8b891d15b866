import { AnalysisError } from '#lib/errors.js';
import * as t from '#lib/types/data-type.js';
import type { DataType, StructType } from '#lib/types/data-type.js';
import type { Expression } from './expression.js';
import { commonType } from './common-type.js';

/** The type of an analysed expression. */
export function typeOf(e: Expression): DataType {
  switch (e.kind) {
    case 'attribute':
    case 'literal':
    case 'cast':
    case 'user':
    case 'outer':
      return e.type;
    case 'alias':
    case 'sort':
      return typeOf(e.child);
    case 'call':
      return e.type ?? unresolved(e.fn);
    case 'window':
      return typeOf(e.call);
    case 'lambda':
      return typeOf(e.body);
    case 'case':
      return caseType(
        e.branches.map((b) => b.then),
        e.otherwise,
      );
    case 'field':
      return fieldType(typeOf(e.child), e.name);
    case 'subquery':
      return e.type ?? unresolved('subquery');
    case 'column':
    case 'star':
      return unresolved(e.kind === 'column' ? e.parts.join('.') : '*');
  }
}

/** Whether an analysed expression can be null. */
export function nullableOf(e: Expression): boolean {
  switch (e.kind) {
    case 'attribute':
    case 'user':
    case 'outer':
      return e.nullable;
    case 'literal':
      return e.value === null;
    case 'alias':
    case 'sort':
      return nullableOf(e.child);
    case 'cast':
      return e.try === true || nullableOf(e.child);
    case 'call':
      return e.nullable ?? true;
    case 'window':
      return e.call.nullable ?? true;
    case 'lambda':
      return nullableOf(e.body);
    case 'case':
      return e.otherwise === undefined || nullableOf(e.otherwise) || e.branches.some((b) => nullableOf(b.then));
    case 'field':
      return (
        nullableOf(e.child) ||
        typeOf(e.child).kind === 'array' ||
        (structOf(typeOf(e.child)).fields.find((f) => f.name === e.name)?.nullable ?? true)
      );
    case 'subquery':
      return e.nullable ?? true;
    case 'column':
    case 'star':
      return true;
  }
}

function caseType(results: readonly Expression[], otherwise: Expression | undefined): DataType {
  const types = [...results, ...(otherwise === undefined ? [] : [otherwise])].map(typeOf);
  return types.reduce((a, b) => commonType(a, b) ?? a);
}

/** The type of a struct's field; of an array of structs the array of that field. */
function fieldType(type: DataType, name: string): DataType {
  if (type.kind === 'array') return t.array(fieldType(type.element, name));
  return (structOf(type).fields.find((f) => f.name === name) ?? unresolved(name)).type;
}

function structOf(type: DataType): StructType {
  return type.kind === 'struct' ? type : t.struct([]);
}

function unresolved(name: string): never {
  throw new AnalysisError('INTERNAL_ERROR', `'${name}' has no type before the plan is analysed`);
}
