import { AnalysisError } from '#lib/errors.js';
import type { Expression } from '#lib/plan/expression.js';
import { implicitCast } from '#lib/plan/cast-to.js';
import { typeOf } from '#lib/plan/type-of.js';
import * as t from '#lib/types/data-type.js';
import { parseSchema } from '#lib/types/ddl.js';
import { Column, columnExpression, operand } from '../column.js';
import type { ColumnArg } from '../shape.js';
import { spec, type TableRow } from './define.js';
import { optionsColumn, schemaText } from './json.js';
import { signsOf, splitCsv } from './kernels/csv/csv-line.js';
import { inferCsv } from './kernels/csv/csv-type.js';
import { fromCsv as reading } from './kernels/csv/from-csv.js';
import { toCsv as writing } from './kernels/csv/to-csv.js';
import { ddlText } from './kernels/json/json-type.js';
import { optionsLiteral, readOptions } from './kernels/text-options.js';

type Options = Readonly<Record<string, string | number | boolean>>;
interface WithOptions<Rest extends readonly unknown[]> extends TableRow {
  (column: ColumnArg, ...rest: Rest): Column<string, any, any>;
}
const literal = (value: string): Expression => Object.freeze({ kind: 'literal', type: t.string, value });

/** A line of csv as a struct of a schema in DDL; what does not fit is null, or an error with `{ mode: 'FAILFAST' }`. */
export const fromCsv: WithOptions<[schema: string | Column, options?: Options]> = Object.freeze(
  Object.assign(
    (column: ColumnArg, schema: string | Column, options?: Options) =>
      new Column({ kind: 'call', fn: 'from_csv', args: [columnExpression(column), operand(schema), ...optionsColumn(options)] }),
    {
      spec: spec('from_csv', 'scalar', {
        args: ['any', 'any', 'any'],
        min: 2,
        nullable: true,
        rewrite: ([text, schema, options]) => [
          implicitCast(text!, t.string, 'from_csv', 0),
          literal(schemaText(schema!, 'from_csv').replace(/^\s*struct\s*<([\s\S]*)>\s*$/i, '$1')),
          optionsLiteral(options, 'from_csv'),
        ],
        returns: (_, args) => parseSchema((args[1] as { value: string }).value),
        kernel: { make: reading },
      }),
    },
  ),
);

/** A struct as a line of csv. */
export const toCsv: WithOptions<[options?: Options]> = Object.freeze(
  Object.assign(
    (column: ColumnArg, options?: Options) =>
      new Column({ kind: 'call', fn: 'to_csv', args: [columnExpression(column), ...optionsColumn(options)] }),
    {
      spec: spec('to_csv', 'scalar', {
        args: ['any', 'any'],
        min: 1,
        returns: t.string,
        rewrite: ([value, options]) => {
          if (typeOf(value!).kind !== 'struct')
            throw new AnalysisError('DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE', "The argument of 'to_csv' must be a struct", {
              sqlState: '42K09',
            });
          return [value!, optionsLiteral(options, 'to_csv')];
        },
        kernel: { make: writing },
      }),
    },
  ),
);

/** The schema of a line of csv as DDL: `STRUCT<_c0: INT, _c1: STRING>`. */
export const schemaOfCsv: WithOptions<[options?: Options]> = Object.freeze(
  Object.assign(
    (column: ColumnArg, options?: Options) =>
      new Column({ kind: 'call', fn: 'schema_of_csv', args: [operand(column), ...optionsColumn(options)] }),
    {
      spec: spec('schema_of_csv', 'scalar', {
        args: ['any', 'any'],
        min: 1,
        returns: t.string,
        rewrite: ([text, options]) => [implicitCast(text!, t.string, 'schema_of_csv', 0), optionsLiteral(options, 'schema_of_csv')],
        kernel: { make: () => schemaOf },
      }),
    },
  ),
);

const schemaOf = (line: string, given: string): string =>
  ddlText(t.struct(splitCsv(line, signsOf(readOptions(given))).map((field, i) => t.field(`_c${i}`, inferCsv(field)))));
