import { DenseVector } from '#lib/linalg/dense-vector.js';
import { SparseVector } from '#lib/linalg/sparse-vector.js';
import { AnalysisError } from '#lib/errors.js';
import { CalendarInterval } from '#lib/types/calendar-interval.js';
import * as t from '#lib/types/data-type.js';
import type { DataType } from '#lib/types/data-type.js';
import { typeName } from '#lib/types/type-name.js';
import { Variant } from '#lib/variant/variant.js';
import { isPlainObject } from './list-builder.js';
import { show } from './value-mismatch.js';

/** What a typed array holds. */
const ELEMENTS = new Map<Function, DataType>([
  [Int8Array, t.byte],
  [Int16Array, t.short],
  [Int32Array, t.integer],
  [Uint16Array, t.integer],
  [Uint32Array, t.long],
  [BigInt64Array, t.long],
  [Float32Array, t.float],
  [Float64Array, t.double],
]);

/** The type of a column, narrowed down value by value. */
export class TypeGuess {
  #type: DataType | undefined;
  #hasFraction = false;
  #hasBigint = false;
  #elements: TypeGuess | undefined;
  #keys: TypeGuess | undefined;
  #fields: Map<string, TypeGuess> | undefined;

  /** Takes a value into account; null says nothing. `path` names the column, for errors. */
  observe(value: unknown, path: string): void {
    if (value === null || value === undefined) return;
    const type = this.#kindOf(value, path);
    if (this.#type === undefined) this.#type = type;
    else if (this.#type !== type && !t.sameType(this.#type, type)) throw clash(path, this.#type, type);
    if (typeof value === 'number') this.#hasFraction ||= !Number.isSafeInteger(value);
    if (typeof value === 'bigint') this.#hasBigint = true;
    if (this.#hasBigint && this.#hasFraction) throw clash(path, t.long, t.double);
    if (type === ARRAY) this.#observeArray(value as unknown[], path);
    if (type === MAP) this.#observeMap(value as Map<unknown, unknown>, path);
    if (type === STRUCT) this.#observeStruct(value as Record<string, unknown>, path);
  }

  /** The type that all values fit. Throws where there were none. */
  type(path: string): DataType {
    switch (this.#type) {
      case undefined:
        return undetermined(path);
      case t.long:
        return this.#hasFraction ? t.double : t.long;
      case ARRAY:
        return t.array((this.#elements ?? undetermined(`${path}.element`)).type(`${path}.element`));
      case MAP:
        return t.map((this.#keys ?? undetermined(`${path}.key`)).type(`${path}.key`), this.#elements!.type(`${path}.value`));
      case STRUCT:
        return t.struct(Array.from(this.#fields ?? [], ([name, guess]) => t.field(name, guess.type(within(path, name)))));
      default:
        return this.#type;
    }
  }

  #kindOf(value: {}, path: string): DataType {
    switch (typeof value) {
      case 'boolean':
        return t.boolean;
      case 'number':
      case 'bigint':
        return t.long;
      case 'string':
        return t.string;
    }
    if (value instanceof Date) return t.timestamp;
    if (value instanceof CalendarInterval) return t.interval;
    if (value instanceof Variant) return t.variant;
    if (value instanceof Uint8Array) return t.binary;
    if (Array.isArray(value)) return ARRAY;
    if (value instanceof Map) return MAP;
    if (value instanceof DenseVector) return t.vector(value.size, value.values instanceof Float32Array ? 'float' : 'double');
    if (value instanceof SparseVector)
      return { ...t.vector(value.size, value.values instanceof Float32Array ? 'float' : 'double'), layout: 'sparse' };
    const element = ELEMENTS.get(value.constructor);
    if (element !== undefined) return t.array(element);
    if (isPlainObject(value)) return STRUCT;
    throw new AnalysisError(
      'CANNOT_INFER_TYPE_FOR_FIELD',
      `Column '${path}' must hold values that have a Spark type; got ${show(value)}. Pass a schema, or make it a plain value.`,
    );
  }

  #observeArray(values: readonly unknown[], path: string): void {
    if (values.length === 0) return;
    this.#elements ??= new TypeGuess();
    for (const value of values) this.#elements.observe(value, `${path}.element`);
  }

  #observeMap(map: Map<unknown, unknown>, path: string): void {
    if (map.size === 0) return;
    this.#keys ??= new TypeGuess();
    this.#elements ??= new TypeGuess();
    for (const [key, value] of map) {
      this.#keys.observe(key, `${path}.key`);
      this.#elements.observe(value, `${path}.value`);
    }
  }

  #observeStruct(object: Record<string, unknown>, path: string): void {
    this.#fields ??= new Map();
    for (const name in object) {
      let field = this.#fields.get(name);
      if (field === undefined) this.#fields.set(name, (field = new TypeGuess()));
      field.observe(object[name], within(path, name));
    }
  }
}

/** Stand for types whose parts are guessed by themselves. */
const ARRAY: DataType = t.array(t.nullType);
const MAP: DataType = t.map(t.nullType, t.nullType);
const STRUCT: DataType = t.struct([]);

const within = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);

function undetermined(path: string): never {
  throw new AnalysisError(
    'CANNOT_DETERMINE_TYPE',
    `Column '${path}' must hold a value to infer its type from; got only null or empty. Pass a schema.`,
  );
}

const clash = (path: string, a: DataType, b: DataType): AnalysisError =>
  new AnalysisError(
    'CANNOT_MERGE_TYPE',
    `Column '${path}' must hold values of one type to infer it; got ${nameOf(a)} and ${nameOf(b)}. Pass a schema, or convert them.`,
  );

const nameOf = (type: DataType): string => (type === ARRAY ? 'array' : type === MAP ? 'map' : type === STRUCT ? 'struct' : typeName(type));
