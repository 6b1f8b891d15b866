import { ParamError } from '#lib/errors.js';
import { showValue } from '#lib/show-value.js';

/** The paths that a reader was given, lists laid flat. Throws a ParamError, which begins with `reader`, where one is empty or no text. */
export function checkPaths(reader: string, given: readonly unknown[]): string[] {
  const paths = given.flat();
  for (const path of paths) {
    if (typeof path === 'string' && path.trim() !== '') continue;
    const wayOut =
      typeof path === 'object' && path !== null
        ? "Options go before it: read.option('header', true).csv(path)"
        : "Give '.' for the working directory";
    throw new ParamError(`${reader} must get paths, texts that are not empty; got ${showValue(path)}. ${wayOut}.`);
  }
  return paths as string[];
}
