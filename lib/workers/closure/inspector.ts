import type { Session } from 'node:inspector';
import type { ImportBinding } from './captured-function.js';
import { topLevelImports } from './top-level-imports.js';

/** V8's inspector is not to be had: Node runs with --permission, or was built without it. */
export class InspectorUnavailable extends Error {}

let session: Session | undefined;

function connect(): Session {
  try {
    const { Session } = process.getBuiltinModule('node:inspector');
    const made = new Session();
    made.connect();
    return made;
  } catch (cause) {
    throw new InspectorUnavailable('the inspector of V8 cannot be used in this process', { cause });
  }
}

/** Asks the inspector of this thread; in-process answers are synchronous. */
function post<Result>(method: string, params: object = {}): Result {
  session ??= connect();
  let failure: Error | null | undefined;
  let result: (Result & { exceptionDetails?: { text: string } }) | undefined;
  session.post(method, params, (error: Error | null, answer?: object) => {
    failure = error;
    result = answer as typeof result;
  });
  if (failure) throw new Error(`the inspector refused ${method}: ${failure.message}`, { cause: failure });
  if (result === undefined) throw new Error(`the inspector did not answer ${method} at once`);
  if (result.exceptionDetails) throw new Error(`the inspector failed in ${method}: ${result.exceptionDetails.text}`);
  return result;
}

export interface VariableScope {
  readonly description: string;
  readonly object: Record<string, unknown>;
}
export interface Location {
  readonly scriptId: string;
  readonly lineNumber: number;
  readonly columnNumber: number;
}
export interface InspectedFunction {
  /** Innermost first. */
  readonly scopes: readonly VariableScope[];
  readonly location: Location | undefined;
  readonly bound: { readonly target: unknown; readonly self: unknown; readonly args: readonly unknown[] } | undefined;
}

interface Remote {
  readonly objectId?: string;
  readonly type: string;
  readonly value?: unknown;
}

/** Values pass between JavaScript and the inspector through this property of the global object, there only for the moment. */
const SLOT = Symbol.for('kindling.capture');
const SLOT_TEXT = `globalThis[Symbol.for('kindling.capture')]`;
const GROUP = 'kindling-capture';

/** What V8 knows of a function: the variables that it closes over, where its text stands, what it is bound to. */
export function inspectFunction(fn: Function): InspectedFunction {
  session ??= connect();
  const slot: { value: unknown; out?: unknown } = { value: fn };
  Object.defineProperty(globalThis, SLOT, { value: slot, configurable: true });
  try {
    const { result } = post<{ result: Remote }>('Runtime.evaluate', { expression: `${SLOT_TEXT}.value`, objectGroup: GROUP, silent: true });
    const { internalProperties = [] } = post<{ internalProperties?: { name: string; value: Remote }[] }>('Runtime.getProperties', {
      objectId: result.objectId,
      ownProperties: true,
    });
    const property = (name: string): Remote | undefined => internalProperties.find((p) => p.name === name)?.value;
    const local = (remote: Remote | undefined): unknown => {
      if (remote?.objectId === undefined) return remote?.value;
      post('Runtime.callFunctionOn', {
        objectId: remote.objectId,
        functionDeclaration: `function () { ${SLOT_TEXT}.out = this; }`,
        silent: true,
      });
      return slot.out;
    };
    const list = (remote: Remote | undefined): unknown[] => Array.from((local(remote) as ArrayLike<unknown> | undefined) ?? []);
    const target = property('[[TargetFunction]]');
    return {
      scopes: list(property('[[Scopes]]')) as VariableScope[],
      location: property('[[FunctionLocation]]')?.value as Location | undefined,
      bound: target && { target: local(target), self: local(property('[[BoundThis]]')), args: list(property('[[BoundArgs]]')) },
    };
  } finally {
    Reflect.deleteProperty(globalThis, SLOT);
    post('Runtime.releaseObjectGroup', { objectGroup: GROUP });
  }
}

/** The file or cell that a function was written in. */
export interface Script {
  readonly url: string;
  readonly isModule: boolean;
  imports?: Map<string, ImportBinding>;
}

const scripts = new Map<string, Script>();
const UNKNOWN: Script = { url: '', isModule: false, imports: new Map() };

/** The script that an id names. */
export function scriptOf(id: string): Script {
  if (!scripts.has(id)) withDebugger(() => undefined);
  return scripts.get(id) ?? UNKNOWN;
}

/** What the script imports at its top level. */
export function importsOf(id: string): Map<string, ImportBinding> {
  if (scripts.get(id)?.imports === undefined) {
    withDebugger(() => {
      const script = scripts.get(id);
      if (script === undefined) return;
      const { scriptSource } = post<{ scriptSource: string }>('Debugger.getScriptSource', { scriptId: id });
      script.imports = topLevelImports(scriptSource, script.isModule);
    });
  }
  return scripts.get(id)?.imports ?? new Map();
}

/**
 * Enabling the Debugger lists every script, and costs a garbage collection; left on, it makes awaits five times slower.
 * So it is on for the moment of a question only.
 */
function withDebugger(ask: () => void): void {
  session ??= connect();
  const listening = session;
  const remember = ({ params }: { params: { scriptId: string; url: string; isModule?: boolean } }): void => {
    if (!scripts.has(params.scriptId)) scripts.set(params.scriptId, { url: params.url, isModule: params.isModule ?? false });
  };
  listening.on('Debugger.scriptParsed', remember);
  try {
    post('Debugger.enable', { maxScriptsCacheSize: 0 });
    ask();
  } finally {
    post('Debugger.disable');
    listening.off('Debugger.scriptParsed', remember);
  }
}
