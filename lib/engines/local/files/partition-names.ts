import { sep } from 'node:path';

/** The columns that folders such as `city=oslo` add to the files below them: those that every path has. */
export function partitionNames(paths: readonly string[]): string[] {
  const [first = [], ...others] = paths.map(namesIn);
  return first.filter((name) => others.every((names) => names.includes(name)));
}

function namesIn(path: string): string[] {
  const folders = path.split(sep).slice(0, -1);
  return folders.flatMap((folder) => (/^[^=]+=/.test(folder) ? [folder.slice(0, folder.indexOf('='))] : []));
}
