import { types } from 'node:util';
import { analyzeFunction } from './analyze-function.js';
import type { FunctionAnalysis } from './analyze-function.js';
import { CaptureError } from './capture-error.js';
import type { BoundNode, FunctionNode } from './captured-function.js';
import type { Encoder } from './encoder.js';
import { encodeFreeVariables } from './encode-free-variables.js';
import { globalPath } from './globals.js';
import { InspectorUnavailable, inspectFunction, scriptOf } from './inspector.js';
import type { InspectedFunction } from './inspector.js';
import { findBuiltin, findCommonJs, isNodeInternal, isPackageFile } from './loaded-modules.js';

const textOf = (fn: Function): string => Function.prototype.toString.call(fn);
const isNative = (text: string): boolean => /\{\s*\[native code\]\s*\}$/.test(text);

/** Adds the node of a function or a class: by name where a worker has it too, else its text with what it closes over. */
export function encodeFunction(encoder: Encoder, fn: Function, path: string): void {
  if (types.isProxy(fn)) throw new CaptureError(path, 'it is a Proxy', 'Capture the plain function behind it');
  const global = globalPath(fn);
  if (global !== undefined) return void encoder.add(fn, { kind: 'global', path: global });
  const isRoot = fn === encoder.root;
  const text = textOf(fn);
  const inspected = inspect(encoder, fn, path);
  if (isNative(text)) return encodeNative(encoder, fn, path, inspected);
  const id = inspected?.location?.scriptId;
  const script = id === undefined ? undefined : scriptOf(id);
  const url = script?.url ?? '';
  if (!isRoot && (isNodeInternal(url) || isPackageFile(url))) {
    const loaded = isNodeInternal(url) ? findBuiltin(fn) : findCommonJs(fn);
    if (loaded !== undefined) return void encoder.add(fn, loaded);
    if (isNodeInternal(url)) throw new CaptureError(path, `it is a function of Node's internals (${url})`, 'Import it inside the function');
  }
  const analysis = analyze(text, path);
  refuseUses(analysis, path, isRoot);
  const node: FunctionNode = {
    kind: 'function',
    source: analysis.source,
    syntax: analysis.syntax,
    // Sloppy functions own a 'caller'; arrows and methods do not tell, and read as strict.
    strict: analysis.strict && (analysis.isClass || !Object.hasOwn(fn, 'caller')),
    name: fn.name,
    url,
    line: inspected?.location?.lineNumber ?? 0,
    column: inspected?.location?.columnNumber ?? 0,
    captured: [],
    values: [],
  };
  encoder.add(fn, node);
  encodeFreeVariables(encoder, node, analysis, inspected, path);
  encodeOwnProperties(encoder, fn, node, analysis, path);
}

/** Asks V8 about a function; undefined where the user named the captures and V8 is not needed, or cannot be asked. */
function inspect(encoder: Encoder, fn: Function, path: string): InspectedFunction | undefined {
  const isBound = !Object.hasOwn(fn, 'prototype') && fn.name.startsWith('bound ');
  if (encoder.captures !== undefined && fn === encoder.root && !isBound) return undefined;
  try {
    return inspectFunction(fn);
  } catch (error) {
    if (!(error instanceof InspectorUnavailable)) throw error;
    if (encoder.captures !== undefined) return undefined;
    throw new CaptureError(path, `what it captures cannot be seen: ${error.message} (--permission?)`, 'Name it: { captures: { … } }');
  }
}

function encodeNative(encoder: Encoder, fn: Function, path: string, inspected: InspectedFunction | undefined): void {
  const builtin = findBuiltin(fn); // some exports of Node, such as path.format, are bound functions
  if (builtin !== undefined) return void encoder.add(fn, builtin);
  if (inspected?.bound === undefined) {
    const name = fn.name || 'anonymous';
    throw new CaptureError(
      path,
      `it is a native function (${name}) that no global name and no module of Node leads to`,
      'Import it inside the function, or wrap it',
    );
  }
  const { target, self, args } = inspected.bound;
  const node = encoder.add<BoundNode>(fn, { kind: 'bound', target: undefined, self: undefined, args: [] });
  node.target = encoder.encode(target, `${path}.target`);
  node.self = encoder.encode(self, `${path}.boundThis`);
  node.args = args.map((arg, i) => encoder.encode(arg, `${path}.boundArgs[${i}]`));
}

function analyze(text: string, path: string): FunctionAnalysis {
  try {
    return analyzeFunction(text);
  } catch (error) {
    throw new CaptureError(path, `its text cannot be parsed (${(error as Error).message})`, 'Use a plain function or an arrow function');
  }
}

function refuseUses(uses: FunctionAnalysis, path: string, isRoot: boolean): void {
  const refuse = (what: string, why: string, wayOut: string): never => {
    throw new CaptureError(path === '' ? what : `${path}: ${what}`, why, wayOut);
  };
  if (uses.usesOuterThis || (isRoot && uses.usesOwnThis))
    refuse('this', 'the function uses `this`', 'Copy what it needs into a const: const { rate } = this; (x) => x * rate');
  if (uses.usesSuper) refuse('super', 'the method uses `super`', 'Capture the whole class, or use a plain function');
  if (uses.usesOuterArguments)
    refuse('arguments', "an arrow function uses the outer function's `arguments` or `new.target`", 'Use a rest parameter');
  if (uses.usesImportMeta)
    refuse('import.meta', 'import.meta is legal in a module only', 'const url = import.meta.url outside the function, and capture url');
  if (uses.usesEval) refuse('eval', 'a direct eval() may use any variable', 'Use new Function, or no eval');
  if (uses.usesPrivateNames && uses.syntax !== 'expression')
    refuse('#private', 'the method uses #private members', 'Capture the whole class');
}

/** What hangs on the function itself, and on the prototype of an old-style class. */
function encodeOwnProperties(encoder: Encoder, fn: Function, node: FunctionNode, analysis: FunctionAnalysis, path: string): void {
  const own = Reflect.ownKeys(fn).filter((key) => Object.prototype.propertyIsEnumerable.call(fn, key));
  if (own.length > 0) {
    node.properties = { keys: [], values: [] };
    encoder.properties(fn, path || fn.name, node.properties, own);
  }
  const prototype: unknown = fn.prototype;
  if (analysis.isClass || typeof prototype !== 'object' || prototype === null || types.isGeneratorFunction(fn)) return;
  const methods = Reflect.ownKeys(prototype).filter((key) => key !== 'constructor');
  if (methods.length === 0) return;
  node.prototype = { keys: [], values: [] };
  encoder.properties(prototype, `${path}.prototype`, node.prototype, methods);
}
