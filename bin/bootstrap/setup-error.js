/** The project cannot be set up: one line that says what is missing and the way out, with the tool's own last words below it. */
export class SetupError extends Error {
  name = 'SetupError';

  /** @param {string} message @param {string} [output] what the failed tool printed; its last `lines` are shown */
  constructor(message, output = '', lines = 15) {
    const tail = output.trim().split('\n').slice(-lines).join('\n');
    super(tail ? `${message}\n${tail}` : message);
  }
}
