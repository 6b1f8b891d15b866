import { types } from 'node:util';
import type { FunctionAnalysis } from './analyze-function.js';
import { CaptureError } from './capture-error.js';
import type { Encoded, FunctionNode } from './captured-function.js';
import type { Encoder } from './encoder.js';
import { isGlobalName } from './globals.js';
import { importsOf, scriptOf } from './inspector.js';
import type { InspectedFunction, VariableScope } from './inspector.js';
import { findLoaded, isOwnFile } from './loaded-modules.js';
import type { FreeVariable } from './scope-walk.js';

/** Names that read alike everywhere, and are no variables. */
const CONSTANTS = new Set(['undefined', 'NaN', 'Infinity']);
/** The parameters of the wrapper that Node puts around a CommonJS file: a scope of these alone is a file's top level. */
const OF_COMMONJS = new Set(['exports', 'require', 'module', '__filename', '__dirname']);

/** A variable that a function closes over. */
interface Found {
  readonly value: unknown;
  /** Whether it was declared at the top level of a file, where imports are. */
  readonly topLevel: boolean;
}

/** Adds to a function's node the variables that its text takes from outside. What is a global in every thread stays a name. */
export function encodeFreeVariables(
  encoder: Encoder,
  node: FunctionNode,
  analysis: FunctionAnalysis,
  inspected: InspectedFunction | undefined,
  path: string,
): void {
  for (const [name, use] of analysis.free) {
    if (CONSTANTS.has(name)) continue;
    const at = path === '' ? name : `${path} → ${name}`;
    const found = inspected === undefined ? findNamed(encoder, name, at) : findInScopes(inspected.scopes, name, at);
    if (use.assigned) {
      throw new CaptureError(
        at,
        "the function assigns to it, and a worker's assignment is not seen here",
        'Return the value, or aggregate it',
      );
    }
    if (found === undefined) continue;
    node.captured.push(name);
    node.values.push(encodeVariable(encoder, node, found, name, use, inspected, at));
  }
}

function findNamed(encoder: Encoder, name: string, path: string): Found | undefined {
  if (Object.hasOwn(encoder.captures!, name)) return { value: encoder.captures![name], topLevel: false };
  if (isGlobalName(name)) return undefined;
  throw new CaptureError(path, 'it is no parameter, local or global', `Name it: { captures: { ${name} } }`);
}

function findInScopes(scopes: readonly VariableScope[], name: string, path: string): Found | undefined {
  let global: object = globalThis;
  for (const [index, { description, object }] of scopes.entries()) {
    if (description === 'Global') global = object;
    else if (declares(description, object, name))
      return { value: read(object, name, path), topLevel: scopes.slice(index + 1).every(isAroundFiles) };
  }
  const isOwnGlobal = !isGlobalName(name) && name in global && !(name in Object.prototype);
  return isOwnGlobal ? { value: Reflect.get(global, name), topLevel: true } : undefined;
}

const declares = (description: string, scope: object, name: string): boolean =>
  description.startsWith('With') ? name in scope : Object.hasOwn(scope, name);

const isAroundFiles = ({ description, object }: VariableScope): boolean =>
  description === 'Global' || description === 'Script' || Object.keys(object).every((name) => OF_COMMONJS.has(name));

function read(scope: Record<string, unknown>, name: string, path: string): unknown {
  try {
    return scope[name];
  } catch {
    throw new CaptureError(path, 'it has no value yet: it is used before its declaration ran', 'Make the function after it');
  }
}

function encodeVariable(
  encoder: Encoder,
  node: FunctionNode,
  found: Found,
  name: string,
  use: FreeVariable,
  inspected: InspectedFunction | undefined,
  path: string,
): Encoded {
  const { value } = found;
  if (value === null || (typeof value !== 'object' && typeof value !== 'function')) return encoder.encode(value, path);
  const id = inspected?.location?.scriptId;
  if (found.topLevel && id !== undefined) {
    node.url = scriptOf(id).url;
    if (name === 'require') return encoder.refer({ kind: 'require', base: node.url });
    const binding = importsOf(id).get(name);
    const ofOwnFile = binding !== undefined && isOwnFile(binding.specifier, node.url);
    if (binding !== undefined && !ofOwnFile) return encoder.refer({ kind: 'import', base: node.url, ...binding });
    // tsc and notebooks turn `export const rate` into `exports.rate`: only what is read travels.
    if ((ofOwnFile && binding?.name === '*') || name === 'exports') {
      if (!use.whole) return encodeMembers(encoder, value, use, path);
      if (binding !== undefined) return encoder.refer({ kind: 'import', base: node.url, ...binding });
    }
  }
  const loaded = typeof value === 'object' && !types.isProxy(value) ? findLoaded(value) : undefined;
  if (loaded !== undefined) return encoder.refer(loaded);
  if (!types.isModuleNamespaceObject(value)) return encoder.encode(value, path);
  if (use.whole) throw new CaptureError(path, 'it is a whole module', `Use ${name}.member in the function`);
  return encodeMembers(encoder, value, use, path);
}

/** An object of only the members that the function reads. */
function encodeMembers(encoder: Encoder, value: object, use: FreeVariable, path: string): Encoded {
  return encoder.encode(Object.fromEntries([...use.members].map((member) => [member, Reflect.get(value, member) as unknown])), path);
}
