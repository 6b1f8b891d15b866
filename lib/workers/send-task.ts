import { ExecutionError } from '#lib/errors.js';
import type { Task } from './task.js';

/** Sends a task's state to a worker. Throws an error that names the task where the state is more than plain data. */
export function sendTask(task: Task, send: () => void): void {
  try {
    send();
  } catch (cause) {
    const message = `The state of task '${task.name}' must be plain data that can be sent to a worker: ${(cause as Error).message}`;
    throw new ExecutionError('TASK_STATE_NOT_CLONEABLE', message, { cause });
  }
}
