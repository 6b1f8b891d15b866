import { Column } from './column.js';

/** A call of a function of the table by Spark's name. `distinct` is for aggregates. */
export function call(fn: string, ...args: readonly (Column | { readonly distinct: boolean })[]): Column {
  const columns = args.filter((arg) => arg instanceof Column);
  const options = args.find((arg) => !(arg instanceof Column));
  return new Column({ kind: 'call', fn, args: columns.map((column) => column.expression), ...options });
}
