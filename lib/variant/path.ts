/** A step of a path: a field's name or an item's place from 0, and the path up to it, for errors. */
export interface Step {
  readonly key: string | number;
  readonly before: string;
}

const STEP = /\.([^.[]+)|\['([^'?]*)'\]|\["([^"?]*)"\]|\[(\d+)\]/uy;
const MOST = 2 ** 31 - 1;

/** The steps of a path such as `$.a[0]["b c"]`; undefined where it is none. */
export function parsePath(path: string): readonly Step[] | undefined {
  if (!path.startsWith('$')) return undefined;
  const steps: Step[] = [];
  let at = 1;
  while (at < path.length) {
    STEP.lastIndex = at;
    const found = STEP.exec(path);
    if (found === null) return undefined;
    const place = found[4] === undefined ? undefined : Number(found[4]);
    if (place !== undefined && place > MOST) return undefined;
    steps.push({ key: place ?? found[1] ?? found[2] ?? found[3]!, before: path.slice(0, at) });
    at = STEP.lastIndex;
  }
  return steps;
}

/** As a function, with the steps of the last path at hand: a column of paths is one path mostly. */
export function pathReader(invalid: (path: string) => never): (path: string) => readonly Step[] {
  let last: string | undefined;
  let steps: readonly Step[] = [];
  return (path) => {
    if (path !== last) [steps, last] = [parsePath(path) ?? invalid(path), path];
    return steps;
  };
}
