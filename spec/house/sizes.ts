import type { ProjectFile } from './project-files.js';

/** Facades are mostly documentation: each method's body is short. */
const facades: Readonly<Record<string, number>> = { 'lib/frame/data-frame.ts': 900 };
const most = 400;

/** A line for each file that is longer than a file may be; generated code (gen/) is exempt. */
export function sizeFaults(files: readonly ProjectFile[]): string[] {
  return files.flatMap(({ path, text }) => {
    const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
    const limit = facades[path] ?? most;
    return lines <= limit || path.includes('/gen/') ? [] : [`${path} must have at most ${limit} lines; got ${lines}: split it by idea`];
  });
}

/** A line for each file whose name does not say what is in it. */
export function nameFaults(files: readonly ProjectFile[]): string[] {
  return files.flatMap(({ path }) => {
    const name = path.split('/').at(-1)!;
    if (/^(utils?|helpers?|common|misc)\./.test(name)) return [`${path}: name the idea`];
    return /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*$/.test(name) ? [] : [`${path} must be in kebab-case`];
  });
}
