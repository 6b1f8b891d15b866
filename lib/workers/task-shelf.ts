import { ExecutionError } from '#lib/errors.js';
import type { Task, TaskContext } from './task.js';

interface Closeable {
  close?(): Promise<void> | void;
}
type Open<T> = (state: unknown, context: TaskContext) => Promise<T> | T;

/** The tasks that a worker has been given: each is opened when it is first called, and kept until it is closed. */
export class TaskShelf {
  readonly #context: TaskContext;
  readonly #slots = new Map<string, Slot>();

  constructor(context: TaskContext) {
    this.#context = context;
  }

  put(task: Task): void {
    this.#slots.set(task.key, new Slot(task, this.#context));
  }

  /** What the task's factory gave; opened now if it has not been. */
  async opened<T>(key: string): Promise<OpenedTask<T>> {
    return (await this.#slot(key).open()) as OpenedTask<T>;
  }

  /** The task, if it is open already: what is called for every batch need not wait. */
  atHand<T>(key: string): OpenedTask<T> | undefined {
    return this.#slots.get(key)?.atHand as OpenedTask<T> | undefined;
  }

  /** The task's export itself, and its state. */
  async exported<T>(key: string): Promise<{ value: T; state: unknown }> {
    const { task } = this.#slot(key);
    return { value: (await importTask(task)) as T, state: task.state };
  }

  async close(key: string): Promise<void> {
    const slot = this.#slots.get(key);
    this.#slots.delete(key);
    try {
      await slot?.close();
    } catch (error) {
      process.emitWarning(`Task '${slot!.task.name}' failed to close: ${String(error)}`); // its work is done: no job is to fail for it
    }
  }

  async closeAll(): Promise<void> {
    await Promise.all([...this.#slots.keys()].map((key) => this.close(key)));
  }

  #slot(key: string): Slot {
    const slot = this.#slots.get(key);
    if (slot === undefined)
      throw new ExecutionError('INTERNAL_ERROR', `Task '${key}' was called before it came to this worker`, { sqlState: 'XX000' });
    return slot;
  }
}

/** A task ready to be called. */
export class OpenedTask<T = unknown> {
  readonly value: T;
  #last: Promise<unknown> = Promise.resolve();

  constructor(value: T) {
    this.value = value;
  }

  /** Runs `call` after the calls before it have ended, so that a task never meets itself. */
  exclusive<R>(call: () => Promise<R> | R): Promise<R> {
    const result = this.#last.then(call);
    this.#last = result.catch(() => undefined);
    return result;
  }
}

class Slot {
  readonly task: Task;
  atHand: OpenedTask | undefined;
  readonly #context: TaskContext;
  #opened: Promise<OpenedTask> | undefined;

  constructor(task: Task, context: TaskContext) {
    this.task = task;
    this.#context = context;
  }

  open(): Promise<OpenedTask> {
    this.#opened ??= this.#open().catch((error: unknown) => {
      this.#opened = undefined; // what failed to open is tried again by the next job
      throw error;
    });
    return this.#opened;
  }

  async #open(): Promise<OpenedTask> {
    const open = (await importTask(this.task)) as Open<unknown>;
    this.atHand = new OpenedTask(await open(this.task.state, this.#context));
    return this.atHand;
  }

  async close(): Promise<void> {
    const opened = await this.#opened;
    await opened?.exclusive(() => (opened.value as Closeable).close?.());
  }
}

/** The export that a task names. */
export async function importTask(task: Pick<Task, 'module' | 'name'>): Promise<unknown> {
  const module = (await import(task.module)) as Record<string, unknown>;
  const found = module[task.name];
  if (found === undefined) {
    throw new ExecutionError(
      'TASK_NOT_FOUND',
      `Module ${task.module} must export the task '${task.name}'; it exports ${Object.keys(module).join(', ') || 'nothing'}.`,
    );
  }
  return found;
}
