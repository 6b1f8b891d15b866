/** Every error that Kindling throws has this base, so `catch (e) { if (e instanceof KindlingError) … }` sees them all. */
export class KindlingError extends Error {
  /** Spark's condition name where Spark has one, such as `DIVIDE_BY_ZERO`. */
  readonly condition: string;
  /** The SQLSTATE of the condition, where Spark gives one. */
  readonly sqlState: string | undefined;

  constructor(condition: string, message: string, options: ErrorDetails = {}) {
    super(`[${condition}] ${message}`, options.cause === undefined ? undefined : { cause: options.cause });
    this.condition = condition;
    this.sqlState = options.sqlState;
    this.name = new.target.name;
  }
}

/** What an error can carry besides its message. */
export interface ErrorDetails {
  cause?: unknown;
  sqlState?: string;
}

/** The plan is wrong: an unknown column, a type that does not fit, text that is not SQL. Thrown before anything runs. */
export class AnalysisError extends KindlingError {}

/** A param has no such name, or its value is not what the param expects. */
export class ParamError extends KindlingError {
  constructor(message: string, options: ErrorDetails = {}) {
    super('INVALID_PARAM', message, options);
  }
}

/** Something failed while the data was flowing: a cast, a user function, a worker that died, memory. */
export class ExecutionError extends KindlingError {}

/** What was asked for ended because somebody cancelled it. */
export class CancelledError extends ExecutionError {
  constructor(message: string, options: ErrorDetails = {}) {
    super('OPERATION_CANCELED', message, { sqlState: 'HY008', ...options });
  }
}
