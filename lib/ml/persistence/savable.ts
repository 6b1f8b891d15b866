import { ParamError } from '#lib/errors.js';
import type { Json } from '../param/json.js';
import { Params } from '../param/params.js';
import { StageReader, type LoadOptions } from './stage-reader.js';
import { StageWriter } from './stage-writer.js';

/** What `loadData` finds beside the data files. */
export interface SavedData extends LoadOptions {
  /** What `saveData` returned; undefined where it returned nothing. */
  readonly data: Json | undefined;
}

/** Something with params that saves as a folder and loads again with the same uid, params and data. */
export abstract class Savable extends Params {
  /** Saves to a new folder, whole or not at all; refuses a path that exists. */
  async save(dir: string | URL): Promise<void> {
    await this.write().save(dir);
  }

  /** For more than `save`: `stage.write().overwrite().save(dir)`. */
  write(): StageWriter {
    const type = this.constructor as typeof Savable;
    const base = Object.getPrototypeOf(type) as object;
    if (Object.hasOwn(type, 'className') || Object.hasOwn(base, 'className')) return new StageWriter(this);
    throw new ParamError(
      `${type.name} must have a class name of its own to be saved; it has that of its base, '${type.className}'. Give it one: static override readonly className = '${type.name}'`,
    );
  }

  /** Loads what `save` wrote; refuses a folder that holds something else than this class. */
  static load<T extends Savable>(this: abstract new (...args: any[]) => T, dir: string | URL, options: LoadOptions = {}): Promise<T> {
    return new StageReader<T>(this, options).load(dir);
  }

  /** As Spark has it: `X.read().load(dir)`. */
  static read<T extends Savable>(this: abstract new (...args: any[]) => T, options: LoadOptions = {}): StageReader<T> {
    return new StageReader<T>(this, options);
  }

  /**
   * Writes what is not in the params into files in `dir` (weights: `writeTensors`). What it returns goes into metadata.json: a few
   * numbers, not many. `save` calls it.
   */
  saveData(_dir: string): Promise<Json | void> {
    return Promise.resolve();
  }

  /** Reads what `saveData` wrote; params are set already, and the files were checked to be whole. `load` calls it. */
  loadData(_dir: string, _saved: SavedData): Promise<void> {
    return Promise.resolve();
  }
}
