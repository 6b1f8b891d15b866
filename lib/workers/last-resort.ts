import type { Report } from './messages.js';
import { currentCall } from './run-scope.js';
import type { CallNote } from './whereabouts.js';
import { toWireError } from './wire-error.js';

/**
 * Reports what is thrown where nobody catches it, in a timer or a promise that a task has left behind, with the call that it
 * comes from, the first of a job; the worker goes on, for others have work on it. A task that ends the process is noted as what ends the worker.
 */
export function watchLastResort(note: CallNote, post: (report: Report) => void): void {
  let said: number | undefined;
  const failed = (error: unknown) => {
    const call = currentCall();
    if (call !== undefined && call.job === said) return; // a function may leave a failure behind for each of a million rows
    said = call?.job;
    post({ kind: 'failed-late', call, error: toWireError(error) });
  };
  process.on('uncaughtException', failed);
  process.on('unhandledRejection', failed);
  const exit = process.exit.bind(process);
  process.exit = (code) => {
    const call = currentCall();
    if (call !== undefined) note.begin(call);
    return exit(code);
  };
}
