import { join } from 'node:path';
import { ParamError } from '#lib/errors.js';
import { makeFolder } from '#lib/make-folder.js';
import type { Json } from '../param/json.js';
import type { Savable, SavedData } from './savable.js';
import { StageReader } from './stage-reader.js';
import { writeStage } from './stage-writer.js';

// A uid may be anything that a user chose; escaped, it is one name that cannot leave the folder.
const folderOf = (dir: string, index: number, uid: string): string => join(dir, 'stages', `${index}_${encodeURIComponent(uid)}`);

/** Saves stages inside the folder of another, as `stages/<i>_<uid>`. Gives the uids, for its metadata. */
export async function saveStages(dir: string, stages: readonly Savable[]): Promise<Json> {
  for (const [i, stage] of stages.entries()) {
    stage.write(); // refuses a class that could not be found again
    const folder = folderOf(dir, i, stage.uid);
    await makeFolder(folder);
    await writeStage(stage, folder);
  }
  return { stageUids: stages.map((stage) => stage.uid) };
}

/** Loads the stages that `saveStages` wrote, each of which must be a `wanted`. */
export async function loadStages<T extends Savable>(
  dir: string,
  wanted: abstract new (...args: any[]) => T,
  saved: SavedData,
): Promise<T[]> {
  const uids = (saved.data as { stageUids?: unknown } | undefined)?.stageUids;
  if (!Array.isArray(uids) || !uids.every((uid) => typeof uid === 'string'))
    throw new ParamError('its metadata must list the uids of its stages');
  const reader = new StageReader<T>(wanted, saved);
  const stages: T[] = [];
  for (const [i, uid] of uids.entries()) stages.push(await reader.load(folderOf(dir, i, uid)));
  return stages;
}
