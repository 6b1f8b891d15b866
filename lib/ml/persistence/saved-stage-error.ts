import { ExecutionError } from '#lib/errors.js';

/** A folder cannot be loaded: says which and why. */
export const invalidSavedStage = (dir: string, reason: string, cause?: unknown): ExecutionError =>
  new ExecutionError('INVALID_SAVED_STAGE', `Saved stage '${dir}' cannot be loaded: ${reason}`, { cause });
