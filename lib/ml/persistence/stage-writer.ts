import { listFiles } from './file-entry.js';
import { localPath } from './local-path.js';
import { writeMetadata } from './metadata.js';
import type { Savable } from './savable.js';
import { writeFolder } from './write-folder.js';

/** Spark's MLWriter: saves one object to a folder. */
export class StageWriter {
  readonly #stage: Savable;
  #overwrite = false;

  constructor(stage: Savable) {
    this.#stage = stage;
  }

  /** Lets `save` replace a stage that was saved there before. */
  overwrite(): this {
    this.#overwrite = true;
    return this;
  }

  /** Writes the folder beside its place and renames it, so that nobody sees a half of it. */
  async save(dir: string | URL): Promise<void> {
    await writeFolder(localPath(dir), this.#overwrite, (fresh) => writeStage(this.#stage, fresh));
  }
}

/** Writes a stage into a folder that exists: its data, then its metadata. @internal */
export async function writeStage(stage: Savable, dir: string): Promise<void> {
  const data = await stage.saveData(dir);
  const extra = data === undefined ? {} : { data };
  await writeMetadata(dir, { ...stage.toJSON(), defaultParams: stage.defaultsToJSON(), ...extra, files: await listFiles(dir) });
}
