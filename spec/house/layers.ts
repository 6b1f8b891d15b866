import { importsOf } from './imports.js';
import type { ProjectFile } from './project-files.js';

/** Rooms that nearly everything stands on. */
const ground = ['errors', 'make-folder', 'nearest-name', 'show-value', 'types', 'time', 'linalg', 'variant', 'arrow'];

/**
 * What each room of lib may import, besides itself. `type x` allows `import type` alone: a name without code, as plan's
 * of a worker's task; `lazy x` allows `import()` alone. `frame`, `ml` and all above know an engine by its type only; `session` alone joins the two.
 */
export const mayImport: Readonly<Record<string, readonly string[]>> = {
  errors: [],
  'make-folder': ['errors'],
  'nearest-name': [],
  'show-value': [],
  types: ['errors', 'nearest-name', 'show-value'],
  linalg: ['errors', 'types'],
  variant: ['errors', 'types', 'time'],
  time: ['errors', 'type types'],
  arrow: ['errors', 'nearest-name', 'show-value', 'types', 'time', 'linalg', 'variant'],
  workers: [...ground, 'type plan'],
  plan: [...ground, 'type workers'],
  column: [...ground, 'plan', 'workers'],
  sql: [...ground, 'plan', 'column'],
  image: [...ground, 'plan', 'workers'],
  io: [...ground, 'plan', 'workers', 'image'],
  'engines/engine': ['type types', 'type plan', 'type workers'],
  'engines/local': [...ground, 'plan', 'column', 'workers', 'image', 'io', 'engines/engine'],
  'engines/spark': [...ground, 'plan', 'column', 'workers', 'image', 'io', 'engines/engine'],
  functions: [...ground, 'plan', 'column', 'sql', 'type frame'],
  frame: [...ground, 'plan', 'column', 'sql', 'workers', 'image', 'io', 'type engines/engine'],
  session: [...ground, 'plan', 'column', 'sql', 'workers', 'image', 'io', 'frame', 'engines/engine', 'engines/local', 'engines/spark'],
  ml: [...ground, 'plan', 'column', 'workers', 'io', 'frame', 'type engines/engine', 'type session', 'lazy index'], // a saved stage may be of any room
  nn: [...ground, 'plan', 'column', 'workers', 'io', 'image', 'frame', 'session', 'ml', 'type engines/engine'],
  models: [...ground, 'plan', 'column', 'workers', 'io', 'image', 'frame', 'session', 'ml', 'nn', 'type engines/engine'],
  streaming: [...ground, 'plan', 'column', 'workers', 'io', 'frame', 'type engines/engine', 'type session'],
  serving: [...ground, 'plan', 'column', 'workers', 'io', 'image', 'frame', 'session', 'ml', 'nn', 'models', 'type engines/engine'],
  ui: [...ground, 'plan', 'frame', 'type engines/engine', 'type session'],
};

/** The room of a file in lib: its folder, where each part of engines/ is one. A file of lib itself that is no room is an entry, which may import all. */
export function roomOf(path: string): string {
  const parts = path.replace(/\.ts$/, '').split('/').slice(1);
  return parts[0] === 'engines' ? parts.slice(0, 2).join('/') : parts[0]!;
}

/** A line for each import that does not point down, and for each that leaves its room by a relative path. */
export function layerFaults(files: readonly ProjectFile[]): string[] {
  return files.flatMap((file) => {
    const room = roomOf(file.path);
    const isEntry = file.path.split('/').length === 2 && !(room in mayImport);
    const allowed = mayImport[room];
    if (!isEntry && !allowed) return [`${file.path}: the room '${room}' has no line in spec/house/layers.ts`];
    return importsOf(file)
      .filter(({ target }) => target.startsWith('lib/'))
      .flatMap(({ target, specifier, typeOnly, dynamic }) => {
        const to = roomOf(target);
        if (to === room || isEntry) return [];
        if (specifier.startsWith('.'))
          return [`${file.path}: '${specifier}' leaves the room: import it as '#${target.replace(/\.ts$/, '.js')}'`];
        const asType = allowed!.includes(`type ${to}`);
        const lazily = allowed!.includes(`lazy ${to}`);
        if (allowed!.includes(to) || (typeOnly && asType) || (dynamic && lazily)) return [];
        const only = asType ? "; only 'import type' may" : lazily ? "; only 'import()' may" : '';
        return [`${file.path}: ${room} must not import ${to} ('${specifier}')${only}`];
      });
  });
}
