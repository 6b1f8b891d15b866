import type { CapturedFunction } from './captured-function.js';
import { importFrom } from './import-from.js';
import { Reviver } from './reviver.js';

/**
 * Gives back the function that `capture` took, with its own copy of what it captured. Stack traces show the original
 * file and lines. The data is code: it must come from a peer that is trusted.
 */
export async function revive(captured: CapturedFunction): Promise<Function> {
  const imports = new Map<number, unknown>();
  await Promise.all(
    captured.nodes.map(async (node, index) => {
      if (node.kind === 'import') imports.set(index, await importFrom(node));
    }),
  );
  return new Reviver(captured.nodes, imports).revive(captured.root) as Function;
}
