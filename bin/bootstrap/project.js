import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder, wherever it was cloned. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** A path inside the project. */
export const inProject = (...parts) => join(root, ...parts);

/** Where the user's caches are; what lies here serves every checkout. */
export const userCache = () => join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'kindling');
