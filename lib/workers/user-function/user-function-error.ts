import { show, ValueMismatch } from '#lib/arrow/values/value-mismatch.js';
import { ExecutionError, KindlingError } from '#lib/errors.js';

/** The name under which the loops that call a user's function stand in stack traces: what is below is ours. */
export const LOOP_FILE = 'kindling:row-loop';
const LIBRARY = new URL('../../', import.meta.url).href;

/** Where a user's function was when it failed. */
export interface CallSite {
  readonly name: string;
  readonly partition: number;
  /** The row in its batch, counted from 0; undefined for a function of whole vectors. */
  readonly row?: number;
  /** The place of the batch's first row in its partition, where that is known. */
  readonly firstRow?: number | undefined;
}

/** The error of a user's function that threw: what it threw, where, and the user's own stack lines. */
export function failureOf(error: unknown, site: CallSite): KindlingError {
  if (error instanceof ValueMismatch) return failed(site, `returned a wrong value: ${withoutCondition(error.message)}`, error);
  if (error instanceof KindlingError) return error;
  const thrown = error instanceof Error ? `${error.name}: ${error.message}` : show(error);
  const stack = error instanceof Error ? userLines(error) : [];
  return failed(site, `threw ${[thrown, ...stack].join('\n')}`, error);
}

/** The error of a call that took too long. */
export const timedOut = (site: CallSite, timeout: number): ExecutionError =>
  failed(site, `must return within ${timeout} ms (timeout); it was still running then. Raise the timeout, or make it faster`, undefined);

/** An error of Spark's condition for a function that fails. */
export function failed({ name, partition, row, firstRow }: CallSite, what: string, cause: unknown): ExecutionError {
  const batch = `a batch of partition ${partition}`;
  const where =
    row === undefined ? batch : firstRow === undefined ? `row ${row} of ${batch}` : `row ${firstRow + row} of partition ${partition}`;
  return new ExecutionError('FAILED_EXECUTE_UDF', `The user-defined function '${name}', at ${where}, ${what}`, {
    sqlState: '39000',
    cause,
  });
}

const withoutCondition = (message: string): string => message.replace(/^\[\w+\] /, '');

/** The lines of a stack above our own. */
function userLines({ stack = '' }: Error): string[] {
  const lines = stack.split('\n').filter((line) => /^\s+at /.test(line));
  const ours = lines.findIndex((line) => line.includes(LOOP_FILE) || line.includes(LIBRARY));
  return ours === -1 ? lines : lines.slice(0, ours);
}
