import type { Report } from './messages.js';
import { currentCall } from './run-scope.js';
import type { CallNote } from './whereabouts.js';
import { toWireError } from './wire-error.js';

/**
 * Reports what is thrown where nobody catches it, in a timer or a promise that a task has left behind, with the call that it
 * comes from; the worker goes on, for others have work on it. A task that ends the process is noted as what ends the worker.
 */
export function watchLastResort(note: CallNote, post: (report: Report) => void): void {
  const failed = (error: unknown) => post({ kind: 'failed-late', call: currentCall(), error: toWireError(error) });
  process.on('uncaughtException', failed);
  process.on('unhandledRejection', failed);
  const exit = process.exit.bind(process);
  process.exit = (code) => {
    const call = currentCall();
    if (call !== undefined) note.begin(call);
    return exit(code);
  };
}
