import { KindlingError } from '#lib/errors.js';
import { findClass, type SavableClass } from './class-registry.js';
import { checkFiles } from './file-entry.js';
import { localPath } from './local-path.js';
import { readMetadata } from './metadata.js';
import type { Savable } from './savable.js';
import { invalidSavedStage } from './saved-stage-error.js';

export interface LoadOptions {
  /** Classes of your own that may be in the folder. */
  readonly classes?: readonly SavableClass[];
}

/** Spark's MLReader: loads one object from a folder. */
export class StageReader<T extends Savable> {
  readonly #wanted: abstract new (...args: any[]) => T;
  readonly #options: LoadOptions;

  /** `wanted`: the class that the folder must hold, or a base of it. */
  constructor(wanted: abstract new (...args: any[]) => T, options: LoadOptions = {}) {
    this.#wanted = wanted;
    this.#options = options;
  }

  async load(dir: string | URL): Promise<T> {
    const path = localPath(dir);
    const metadata = await readMetadata(path);
    const { classes = [] } = this.#options;
    const type = await findClass(metadata.class, [...classes, this.#wanted as unknown as SavableClass]);
    if (type === undefined) {
      throw invalidSavedStage(
        path,
        `there is no class '${metadata.class}'. If it is yours, give it: load(dir, { classes: [${metadata.class}] })`,
      );
    }
    if (!this.#holds(type))
      throw invalidSavedStage(
        path,
        `it must hold a ${this.#wantedName}; it holds a ${metadata.class}. Load it by ${metadata.class}.load(dir)`,
      );
    await checkFiles(path, metadata.files);
    try {
      const stage = (type as unknown as { fromJSON(json: unknown): T }).fromJSON(metadata);
      stage.restoreDefaults(metadata.defaultParams);
      await stage.loadData(path, { data: metadata.data, classes });
      return stage;
    } catch (error) {
      if (error instanceof KindlingError && error.condition === 'INVALID_SAVED_STAGE') throw error; // a stage inside says it of its own folder
      throw invalidSavedStage(path, error instanceof Error ? error.message : String(error), error);
    }
  }

  #holds(type: SavableClass): boolean {
    return type.prototype instanceof this.#wanted || (type as unknown) === this.#wanted;
  }

  get #wantedName(): string {
    const { className } = this.#wanted as unknown as SavableClass;
    return className === 'Params' ? this.#wanted.name : className;
  }
}
