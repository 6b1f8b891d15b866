import { AnalysisError, CancelledError, ExecutionError, KindlingError, ParamError } from '#lib/errors.js';
import type { ErrorDetails } from '#lib/errors.js';

/** An error as plain data, to cross from one thread to another. */
export interface WireError {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
  readonly condition?: string;
  readonly sqlState?: string;
  readonly cause?: WireError;
}

/** The error with its chain of causes, as plain data. A thrown value that is no Error becomes one that shows it. */
export function toWireError(thrown: unknown): WireError {
  if (!(thrown instanceof Error)) return { name: 'Error', message: `${String(thrown)} was thrown` };
  return {
    name: thrown.name,
    message: thrown.message,
    ...(thrown.stack !== undefined && { stack: thrown.stack }),
    ...(thrown instanceof KindlingError && { condition: thrown.condition }),
    ...(thrown instanceof KindlingError && thrown.sqlState !== undefined && { sqlState: thrown.sqlState }),
    ...(thrown.cause !== undefined && { cause: toWireError(thrown.cause) }),
  };
}

type ErrorMaker = (condition: string, message: string, details: ErrorDetails) => KindlingError;

const makers: Readonly<Record<string, ErrorMaker>> = {
  KindlingError: (condition, message, details) => new KindlingError(condition, message, details),
  AnalysisError: (condition, message, details) => new AnalysisError(condition, message, details),
  ParamError: (_, message, details) => new ParamError(message, details),
  CancelledError: (_, message, details) => new CancelledError(message, details),
};
const executionError: ErrorMaker = (condition, message, details) => new ExecutionError(condition, message, details);

/**
 * The error to throw here for one that came from another thread. An error of ours keeps its class, condition and words;
 * any other becomes a TASK_FAILED that says `where`. The cause is what was thrown there, with the stack from there.
 */
export function fromWireError(wire: WireError, where: string): KindlingError {
  if (wire.condition === undefined) return taskFailed(where, wire.message, rebuild(wire));
  const make = makers[wire.name] ?? executionError;
  const prefix = `[${wire.condition}] `;
  const message = wire.message.startsWith(prefix) ? wire.message.slice(prefix.length) : wire.message;
  return make(wire.condition, message, {
    cause: rebuild(wire.cause ?? wire),
    ...(wire.sqlState !== undefined && { sqlState: wire.sqlState }),
  });
}

/** `Partition 3 of 8 failed in 'label': …`, for what broke while a task ran. */
export function taskFailed(where: string, message: string, cause?: unknown): ExecutionError {
  return new ExecutionError('TASK_FAILED', `${where}: ${message}`, cause === undefined ? {} : { cause });
}

function rebuild(wire: WireError): Error {
  const error = new Error(wire.message, wire.cause === undefined ? undefined : { cause: rebuild(wire.cause) });
  error.name = wire.name;
  if (wire.stack !== undefined) error.stack = wire.stack;
  return error;
}
