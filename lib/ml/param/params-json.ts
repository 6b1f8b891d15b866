import { ParamError } from '#lib/errors.js';
import { didYouMean } from '#lib/nearest-name.js';
import type { Json } from './json.js';
import type { ParamSchema, ParamSpec } from './param.js';

/** The params of an object as plain JSON. */
export interface ParamsJson {
  readonly class: string;
  readonly uid: string;
  readonly params: Readonly<Record<string, Json>>;
}

/** A class and the params that it declares. */
export interface Declared {
  readonly className: string;
  readonly schema: ParamSchema;
}

/** The declaration of a param; names the nearest where there is none of that name. */
export function specOf({ className, schema }: Declared, name: string): ParamSpec<any> {
  if (Object.hasOwn(schema, name)) return schema[name]!;
  const names = Object.keys(schema);
  throw new ParamError(`${className} has no param '${name}'.${didYouMean(name, names) || ` It has: ${names.join(', ') || 'none'}`}`);
}

/** Values as JSON, without those that are kept in data files. */
export function encodeParams(declared: Declared, values: Iterable<readonly [string, unknown]>): Record<string, Json> {
  const json: Record<string, Json> = {};
  for (const [name, value] of values) {
    const { codec } = specOf(declared, name);
    if (codec !== 'data') json[name] = codec.encode(value);
  }
  return json;
}

/** The value that `encodeParams` wrote; undefined for one that is kept in data files. It is still to be checked. */
export function decodeParam(declared: Declared, name: string, json: Json): unknown {
  const { codec } = specOf(declared, name);
  return codec === 'data' ? undefined : codec.decode(json);
}
