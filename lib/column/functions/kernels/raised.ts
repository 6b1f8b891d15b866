import { ExecutionError } from '#lib/errors.js';

/** Throws the error that a query raises itself. */
export function raised(message: string | null): never {
  throw new ExecutionError('USER_RAISED_EXCEPTION', message ?? 'null', { sqlState: 'P0001' });
}
