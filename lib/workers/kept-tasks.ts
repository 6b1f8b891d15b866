import type { Order } from './messages.js';
import { sendTask } from './send-task.js';
import type { Task } from './task.js';

/** Which tasks a worker holds. A task's state goes there once; beyond `limit`, the longest unused task that no job uses is closed. */
export class KeptTasks {
  readonly #limit: number;
  readonly #send: (order: Order) => void;
  readonly #users = new Map<string, number>();

  constructor(limit: number, send: (order: Order) => void) {
    this.#limit = limit;
    this.#send = send;
  }

  lend(task: Task): void {
    const users = this.#users.get(task.key);
    if (users === undefined) sendTask(task, () => this.#send({ kind: 'keep-task', task }));
    this.#users.delete(task.key);
    this.#users.set(task.key, (users ?? 0) + 1);
  }

  takeBack(key: string): void {
    this.#users.set(key, this.#users.get(key)! - 1);
    for (const [old, users] of this.#users) {
      if (this.#users.size <= this.#limit) return;
      if (users > 0) continue;
      this.#users.delete(old);
      this.#send({ kind: 'close-task', key: old });
    }
  }
}
