import { ExecutionError, KindlingError } from '#lib/errors.js';
import { buildVariant } from '#lib/variant/build.js';
import type { RawVariant } from '#lib/variant/build.js';
import { NULL, encodeBoolean, encodeNumber, encodeString } from '#lib/variant/encode-scalar.js';
import type { Tree } from '#lib/variant/tree.js';
import { parseJson } from './json/parse-json.js';
import type { Json } from './json/parse-json.js';

/** JSON as the standard has it: nothing that Spark's other functions of JSON take besides. */
const STRICT = { allowSingleQuotes: false, allowNonNumericNumbers: false };

/** The first JSON value of a text as a variant. Throws where it is no JSON, has a key twice, or is too large; with `trying` it gives null. */
export function variantOfJson(text: string, trying: boolean): RawVariant | null {
  try {
    const json = parseJson(text, STRICT);
    if (json !== undefined) return buildVariant(treeOf(json));
  } catch (error) {
    if (!(error instanceof KindlingError)) throw error;
    return trying ? null : notJson(text, error);
  }
  return trying ? null : notJson(text);
}

function notJson(text: string, cause?: KindlingError): never {
  if (cause?.condition === 'VARIANT_SIZE_LIMIT') throw cause;
  const why = cause === undefined ? '' : ` ${cause.message}`;
  throw new ExecutionError(
    'MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION',
    `The text '${text.slice(0, 200)}' of 'parse_json' must be JSON.${why} Use try_parse_json to get null instead.`,
    { sqlState: '22023', ...(cause && { cause }) },
  );
}

function treeOf(json: Json): Tree {
  switch (json.kind) {
    case 'object':
      return { fields: json.fields.map(([name, value]) => [name, treeOf(value)] as const) };
    case 'array':
      return { items: json.items.map(treeOf) };
    case 'string':
      return encodeString(json.value);
    case 'number':
      return encodeNumber(json.text);
    case 'literal':
      return json.value === null ? NULL : encodeBoolean(json.value);
  }
}
