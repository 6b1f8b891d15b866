import { userInfo } from 'node:os';
import { showExpression } from '#lib/plan/show-expression.js';
import { typeOf } from '#lib/plan/type-of.js';
import * as t from '#lib/types/data-type.js';
import { typeName } from '#lib/types/type-name.js';
import type { Call } from '#lib/plan/expression.js';
import { nary, nullary, scalar } from './define.js';
import { raised } from './kernels/raised.js';

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
const constant = <F extends string>(name: F, value: () => string) =>
  nullary<F, string>(name, 'scalar', { returns: t.string, nullable: false, duckdb: () => quoted(value()) });

/** Who runs the session, as the operating system names them. */
export const currentUser = constant('current_user', () => userInfo().username);
export const currentCatalog = constant('current_catalog', () => 'spark_catalog');
export const currentDatabase = constant('current_database', () => 'default');
/** Where functions and tables without a path are sought. */
export const currentPath = constant('current_path', () => 'system.builtin,system.session,spark_catalog.default');
/** The name of the argument's type. */
export const typeof_ = scalar<'typeof', string>('typeof', {
  args: ['any'],
  returns: t.string,
  nullable: false,
  duckdb: (_, { args }: Call) => quoted(typeName(typeOf(args[0]!))),
});
/** A random identifier of version 4, another for each row. */
export const uuid = nullary<'uuid', string>('uuid', 'scalar', {
  returns: t.string,
  nullable: false,
  duckdb: () => 'CAST(uuid() AS VARCHAR)',
});
/** A number that grows from row to row. */
export const monotonicallyIncreasingId = nullary<'monotonically_increasing_id', number>('monotonically_increasing_id', 'scalar', {
  returns: t.long,
  nullable: false,
  duckdb: () => '(row_number() OVER () - 1)',
});
/** Null where the condition holds; else the error USER_RAISED_EXCEPTION with the message. */
export const assertTrue = nary<null>('assert_true', {
  args: [t.boolean, t.string],
  min: 1,
  returns: t.nullType,
  nullable: true,
  rewrite: ([condition, message]) => [
    condition!,
    message ?? Object.freeze({ kind: 'literal', type: t.string, value: `'${showExpression(condition!)}' is not true!` }),
  ],
  kernel: { make: () => (holds: boolean | null, message: string | null) => (holds === true ? null : raised(message)), seesNulls: true },
});
/** The error USER_RAISED_EXCEPTION with a message. */
export const raiseError = nary<never>('raise_error', {
  args: [t.string],
  returns: t.nullType,
  nullable: true,
  kernel: { make: () => raised, seesNulls: true },
});
