import { AnalysisError, ExecutionError } from '#lib/errors.js';
import type { Expression } from '#lib/plan/expression.js';
import { implicitCast } from '#lib/plan/cast-to.js';
import { typeOf } from '#lib/plan/type-of.js';
import * as t from '#lib/types/data-type.js';
import type { DataType } from '#lib/types/data-type.js';
import { parseSchema, parseType } from '#lib/types/ddl.js';
import { Column, columnExpression, operand } from '../column.js';
import type { ColumnArg } from '../shape.js';
import { scalar, spec, type Row, type TableRow } from './define.js';
import { jsonAt } from './kernels/json/json-path.js';
import { fromJson as reading, leniency } from './kernels/json/from-json.js';
import { ddlText, inferJson } from './kernels/json/json-type.js';
import { parseJson } from './kernels/json/parse-json.js';
import { toJson as writing } from './kernels/json/to-json.js';
import { constantText, flag, optionsLiteral, readOptions } from './kernels/text-options.js';

type Options = Readonly<Record<string, string | number | boolean>>;
interface WithOptions<Rest extends readonly unknown[]> extends TableRow {
  (column: ColumnArg, ...rest: Rest): Column<string, any, any>;
}

/** Options as the call of `map` that SQL text has for them. */
export const optionsColumn = (options: Options | undefined): Expression[] =>
  options === undefined
    ? []
    : [{ kind: 'call', fn: 'map', args: Object.entries(options).flatMap(([k, v]) => [operand(k), operand(String(v))]) }];

/** What a JSON path such as `$.a[0].b` or `$[*].c` finds in a text; null where there is nothing. */
export const getJsonObject = scalar<'get_json_object', string | null, [path: string]>('get_json_object', {
  args: [t.string, t.string],
  returns: t.string,
  nullable: true,
  kernel: { make: () => jsonAt },
});
/** The number of elements of a JSON array; null for any other text. */
export const jsonArrayLength = scalar<'json_array_length', number | null>('json_array_length', {
  args: [t.string],
  returns: t.integer,
  nullable: true,
  kernel: {
    make: () => (text: string) => {
      const json = parseJson(text);
      return json?.kind === 'array' ? json.items.length : null;
    },
  },
});
/** The names in a JSON object; null for any other text. */
export const jsonObjectKeys = scalar<'json_object_keys', string[] | null>('json_object_keys', {
  args: [t.string],
  returns: t.array(t.string),
  nullable: true,
  kernel: {
    make: () => (text: string) => {
      const json = parseJson(text);
      return json?.kind === 'object' ? json.fields.map(([name]) => name) : null;
    },
  },
});

/** The type that DDL text or a call of `schema_of_json` or `schema_of_csv` says. */
export function schemaText(e: Expression, fn: string): string {
  const text = constantText(e);
  if (text !== undefined) return text;
  const [sample, options] = e.kind === 'call' ? e.args : [];
  if (e.kind === 'call' && e.fn === 'schema_of_json' && sample !== undefined)
    return schemaOf(constantText(sample) ?? '', (options && constantText(options)) ?? '{}');
  throw new AnalysisError(
    'INVALID_SCHEMA.NON_STRING_LITERAL',
    `The schema of '${fn}' must be a constant text in DDL, or schema_of_json of one`,
    {
      sqlState: '42K07',
    },
  );
}
/** The type of DDL text: a type's, or the fields of a struct. */
export function schemaType(text: string): DataType {
  try {
    return parseType(text);
  } catch (error) {
    if (error instanceof AnalysisError) return parseSchema(text);
    throw error;
  }
}
const literal = (value: string): Expression => Object.freeze({ kind: 'literal', type: t.string, value });

/** A JSON text as a value of a schema in DDL; what does not fit is null, or an error with `{ mode: 'FAILFAST' }`. */
export const fromJson: WithOptions<[schema: string | Column, options?: Options]> = Object.freeze(
  Object.assign(
    (column: ColumnArg, schema: string | Column, options?: Options) =>
      new Column({ kind: 'call', fn: 'from_json', args: [columnExpression(column), operand(schema), ...optionsColumn(options)] }),
    {
      spec: spec('from_json', 'scalar', {
        args: ['any', 'any', 'any'],
        min: 2,
        nullable: true,
        rewrite: ([text, schema, options]) => [
          implicitCast(text!, t.string, 'from_json', 0),
          literal(schemaText(schema!, 'from_json')),
          optionsLiteral(options, 'from_json'),
        ],
        returns: (_, args) => schemaType((args[1] as { value: string }).value),
        kernel: { make: reading },
      }),
    },
  ),
);

const written: Row = {
  args: ['any', 'any'],
  min: 1,
  returns: t.string,
  rewrite: ([value, options]) => {
    if (!['struct', 'array', 'map', 'variant'].includes(typeOf(value!).kind))
      throw new AnalysisError(
        'DATATYPE_MISMATCH.INVALID_JSON_SCHEMA',
        "The argument of 'to_json' must be a struct, an array, a map or a variant",
        {
          sqlState: '42K09',
        },
      );
    return [value!, optionsLiteral(options, 'to_json')];
  },
  kernel: { make: writing },
};
/** A struct, array or map as JSON text. Fields that are null are left out unless `{ ignoreNullFields: false }`. */
export const toJson: WithOptions<[options?: Options]> = Object.freeze(
  Object.assign(
    (column: ColumnArg, options?: Options) =>
      new Column({ kind: 'call', fn: 'to_json', args: [columnExpression(column), ...optionsColumn(options)] }),
    { spec: spec('to_json', 'scalar', written) },
  ),
);

function schemaOf(text: string, given: string): string {
  const options = readOptions(given);
  const json = parseJson(text, leniency(options));
  if (json === undefined)
    throw new ExecutionError('MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION', `The text '${text}' of 'schema_of_json' must be JSON`, {
      sqlState: '22023',
    });
  const infer = {
    primitivesAsString: flag(options, 'primitivesAsString') === true,
    prefersDecimal: flag(options, 'prefersDecimal') === true,
    inferTimestamp: flag(options, 'inferTimestamp') === true,
  };
  return ddlText(inferJson(json, infer));
}
/** The schema of a JSON text as DDL: `STRUCT<a: BIGINT>`. */
export const schemaOfJson: WithOptions<[options?: Options]> = Object.freeze(
  Object.assign(
    (column: ColumnArg, options?: Options) =>
      new Column({ kind: 'call', fn: 'schema_of_json', args: [operand(column), ...optionsColumn(options)] }),
    {
      spec: spec('schema_of_json', 'scalar', {
        args: ['any', 'any'],
        min: 1,
        returns: t.string,
        rewrite: ([text, options]) => [implicitCast(text!, t.string, 'schema_of_json', 0), optionsLiteral(options, 'schema_of_json')],
        kernel: { make: () => schemaOf },
      }),
    },
  ),
);
