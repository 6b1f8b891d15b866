import { AnalysisError } from '#lib/errors.js';

/** A function cannot go to a worker. The message names the captured variable, why it cannot travel, and the way out. */
export class CaptureError extends AnalysisError {
  /** The path to what cannot travel, as the user would write it: `config.socket`, `helper → cache`; empty for the function itself. */
  readonly variable: string;

  constructor(variable: string, why: string, wayOut: string) {
    const subject = variable === '' ? 'This function' : `Captured variable '${variable}'`;
    super('UDF_CANNOT_CAPTURE', `${subject} cannot be sent to a worker: ${why}. ${wayOut}.`);
    this.variable = variable;
  }
}
