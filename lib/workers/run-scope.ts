import { AsyncLocalStorage } from 'node:async_hooks';
import type { TaskContext } from './task.js';
import type { NotedCall } from './whereabouts.js';

/** The job on whose behalf a task is called right now. */
export interface RunScope {
  readonly signal: AbortSignal;
  report(message: unknown): void;
  /** The call that is under way. */
  readonly call?: NotedCall;
}

const scopes = new AsyncLocalStorage<RunScope>();
const endless = new AbortController().signal;

/** Calls `body`; whatever it calls and awaits asks this scope for its signal. */
export function inScope<T>(scope: RunScope, body: () => T): T {
  return scopes.run(scope, body);
}

/** Calls `body` as a part of `call`: whatever it leaves behind, timers and promises, still knows that it came from there. */
export function duringCall<T>(call: NotedCall, body: () => T): T {
  return scopes.run({ signal: endless, report: () => undefined, ...scopes.getStore(), call }, body);
}

/** The call on whose behalf code runs right now, be it in a timer that the call has left behind. */
export function currentCall(): NotedCall | undefined {
  return scopes.getStore()?.call;
}

/**
 * The context of a task that outlives jobs: it is opened once in a worker, and `signal` and `report` are always those
 * of the job that calls it.
 */
export function taskContext(place: { readonly worker: number; readonly workers: number; readonly threads: number }): TaskContext {
  return {
    worker: place.worker,
    workers: place.workers,
    threads: place.threads,
    get signal() {
      return scopes.getStore()?.signal ?? endless;
    },
    report: (message) => scopes.getStore()?.report(message),
  };
}
