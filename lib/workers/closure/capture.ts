import type { CapturedFunction, FunctionNode, Reference } from './captured-function.js';
import { Encoder } from './encoder.js';

export interface CaptureOptions {
  /**
   * The values of the function's free variables, by name. V8's inspector is then not asked about the function, which
   * is the way where it cannot be used (`node --permission`).
   */
  readonly captures?: Readonly<Record<string, unknown>>;
  /** The most bytes of data that a function may take along; 64 MiB unless told otherwise. */
  readonly maxBytes?: number;
}

const MAX_BYTES = 64 * 1024 * 1024;

/**
 * Gives a function with what it closes over, as plain data for `revive` in another thread or process. What is captured
 * is a snapshot of now. Packages and modules of Node go by name, the user's own files by value.
 * Throws a CaptureError that names the variable where something cannot travel.
 */
export function capture(fn: Function, { captures, maxBytes = MAX_BYTES }: CaptureOptions = {}): CapturedFunction {
  if (typeof fn !== 'function') throw new TypeError(`capture must get a function; got ${typeof fn}`);
  const encoder = new Encoder(fn, captures, maxBytes);
  const root = encoder.encode(fn, '') as Reference;
  const node = encoder.nodes[root.node] as Partial<FunctionNode>;
  return { version: 1, root, nodes: encoder.nodes, source: node.source ?? fn.name, captured: node.captured ?? [] };
}
