import type { Call } from '#lib/plan/expression.js';
import { Column } from './column.js';

/** A call of a function of the table by Spark's name. The options are for aggregates. */
export function call(fn: string, ...args: readonly (Column | Pick<Call, 'distinct' | 'filter'>)[]): Column {
  const columns = args.filter((arg) => arg instanceof Column);
  const options = args.find((arg) => !(arg instanceof Column)) as Pick<Call, 'distinct' | 'filter'> | undefined;
  return new Column({ kind: 'call', fn, args: columns.map((column) => column.expression), ...options });
}
