import vm from 'node:vm';

const SLOT = Symbol.for('kindling.deadline');
let script: vm.Script | undefined;

/** Stands for a call that was cut off. */
export const CUT_OFF = Symbol('cut off');

/**
 * Runs synchronous code and gives its result, or cuts it off after `milliseconds` and gives `CUT_OFF`. V8 stops the code
 * wherever it is, with no `catch` or `finally` of it run; only code inside a native call goes on until that returns.
 */
export function withinDeadline<T>(milliseconds: number, run: () => T): T | typeof CUT_OFF {
  script ??= new vm.Script(`globalThis[Symbol.for('kindling.deadline')]()`);
  Object.defineProperty(globalThis, SLOT, { value: run, configurable: true });
  try {
    return script.runInThisContext({ timeout: milliseconds }) as T;
  } catch (error) {
    if ((error as { code?: string } | undefined)?.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return CUT_OFF;
    throw error;
  } finally {
    Reflect.deleteProperty(globalThis, SLOT);
  }
}
