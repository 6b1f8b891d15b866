import { Savable } from './savable.js';
import { StageReader, type LoadOptions } from './stage-reader.js';

/** Loads whatever stage a folder holds; its class is found by name. */
export const loadStage = (dir: string | URL, options: LoadOptions = {}): Promise<Savable> =>
  new StageReader<Savable>(Savable, options).load(dir);
