import { createRequire } from 'node:module';
import vm from 'node:vm';
import type { ImportNode } from './captured-function.js';
import { moduleUrl } from './loaded-modules.js';
import { ownLoader } from './own-loader.js';

type Exports = Record<string, unknown> & { __esModule?: boolean };
type Import = (specifier: string, options?: { with: Record<string, string> }) => Promise<Exports>;

/** The value that an import node names, loaded as if the import stood in the file that it came from. */
export async function importFrom(node: ImportNode): Promise<unknown> {
  const base = moduleUrl(node.base);
  const loaded =
    node.via === 'require'
      ? (createRequire(base)(node.specifier) as Exports)
      : await importAt(base)(node.specifier, node.attributes && { with: node.attributes });
  const module = interop(loaded, node.interop);
  return node.name === '*' ? module : module[node.name];
}

const importAt = (base: string): Import =>
  vm.compileFunction('return import(specifier, options)', ['specifier', 'options'], {
    filename: base,
    importModuleDynamically: ownLoader(),
  }) as unknown as Import;

/** What a compiler's helper makes of a CommonJS module. */
function interop(module: Exports, helper: ImportNode['interop']): Exports {
  if (helper === undefined) return module;
  const isModule = Boolean(module.__esModule);
  if (helper === 'default') return isModule ? module : { default: module };
  return isModule && helper !== 'node' ? module : { ...module, default: module };
}
