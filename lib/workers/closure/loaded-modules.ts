import { builtinModules, createRequire } from 'node:module';
import { types } from 'node:util';
import { pathToFileURL } from 'node:url';
import type { ImportNode } from './captured-function.js';

const require = createRequire(import.meta.url);
/** The folder of Kindling's own compiled code: it goes by name, never by value, so that a worker has one copy of each class. */
const LIBRARY = new URL('../../', import.meta.url).href;

/** The import by which a worker finds the same value: a module that is loaded here, or an export of one; undefined where there is none. */
export const findLoaded = (value: object): ImportNode | undefined => findBuiltin(value) ?? findCommonJs(value);

/** The same, among the modules of Node only. */
export function findBuiltin(value: object): ImportNode | undefined {
  const loaded = new Set((process as unknown as { moduleLoadList: string[] }).moduleLoadList);
  for (const id of builtinModules) {
    if (id.startsWith('_') || !loaded.has(`NativeModule ${id}`)) continue;
    const name = exportedName(require(`node:${id.replace(/^node:/, '')}`), value);
    if (name !== undefined)
      return { kind: 'import', specifier: `node:${id.replace(/^node:/, '')}`, name, via: 'require', base: import.meta.url };
  }
  return undefined;
}

/** The same, among the CommonJS files that are loaded. */
export function findCommonJs(value: object): ImportNode | undefined {
  for (const [file, module] of Object.entries(require.cache)) {
    const name = exportedName(module?.exports, value);
    if (name !== undefined) return { kind: 'import', specifier: file, name, via: 'require', base: import.meta.url };
  }
  return undefined;
}

/** '*' where the value is the module itself; the name of the export where it is a function that the module exports. */
function exportedName(module: unknown, value: object): string | undefined {
  if (module === value) return '*';
  if (typeof value !== 'function' || module === null || types.isProxy(module)) return undefined;
  if (typeof module !== 'object' && typeof module !== 'function') return undefined;
  return Object.keys(module).find((key) => Object.getOwnPropertyDescriptor(module, key)?.value === value);
}

export const isPackageFile = (url: string): boolean => /[\\/]node_modules[\\/]/.test(url);
export const isNodeInternal = (url: string): boolean => url.startsWith('node:');

/** Whether an import is of the user's own files, which go by value: they may be TypeScript, have side effects, or be absent in the worker. */
export function isOwnFile(specifier: string, base: string): boolean {
  if (!/^(\.|\/|file:)/.test(specifier)) return false;
  return !URL.canParse(specifier, moduleUrl(base)) || !new URL(specifier, moduleUrl(base)).href.startsWith(LIBRARY);
}

/** The address from which a script's imports are resolved; cells and other text without a file resolve from the working directory. */
export function moduleUrl(base: string): string {
  if (/^(file|data):/.test(base)) return base;
  return base.startsWith('/') ? pathToFileURL(base).href : pathToFileURL(`${process.cwd()}/cell.js`).href;
}
