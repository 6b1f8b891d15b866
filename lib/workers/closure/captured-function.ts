/**
 * A function with what it closes over, as plain data that structured clone takes to a thread, and `v8.serialize` to a
 * process where no SharedArrayBuffer is in it. It is code: revive it only when it comes from a peer that is trusted.
 */
export interface CapturedFunction {
  readonly version: 1;
  readonly root: Encoded;
  readonly nodes: readonly CapturedNode[];
  /** The function's own text, for plans that print and errors. */
  readonly source: string;
  /** The names that the function took from outside. */
  readonly captured: readonly string[];
}

/** A value: a primitive as it is, anything with an identity as the index of its node. */
export type Encoded = string | number | bigint | boolean | null | undefined | Reference;
export interface Reference {
  readonly node: number;
}

/** A property's name: a string, a well-known symbol, or one of `Symbol.for`. */
export type EncodedKey = string | { readonly wellKnown: string } | { readonly registered: string };

/** Own enumerable properties, in order. */
export interface Properties {
  keys: EncodedKey[];
  values: Encoded[];
}

export type CapturedNode =
  | { readonly kind: 'global'; readonly path: readonly EncodedKey[] }
  | { readonly kind: 'symbol'; readonly key: EncodedKey }
  | { readonly kind: 'plain'; readonly value: unknown }
  | { readonly kind: 'date'; readonly time: number }
  | { readonly kind: 'regexp'; readonly source: string; readonly flags: string; readonly lastIndex: number }
  | { readonly kind: 'node-buffer'; readonly bytes: Uint8Array }
  | { readonly kind: 'array-buffer'; readonly bytes: Uint8Array }
  | { readonly kind: 'shared-buffer'; readonly buffer: SharedArrayBuffer }
  | ViewNode
  | { readonly kind: 'map'; readonly entries: [Encoded, Encoded][] }
  | { readonly kind: 'set'; readonly elements: Encoded[] }
  | (Properties & { readonly kind: 'array'; readonly length: number })
  | (Properties & { readonly kind: 'object'; readonly nullPrototype: boolean })
  | (Properties & { readonly kind: 'error'; readonly type: string; readonly message: string; readonly stack: string | undefined })
  | InstanceNode
  | KnownNode
  | BoundNode
  | { readonly kind: 'require'; readonly base: string }
  | ImportNode
  | FunctionNode;

/** An instance of a user's class. */
export interface InstanceNode extends Properties {
  readonly kind: 'instance';
  type: Encoded;
}

/** An instance of a class of Kindling's or Arrow's, as data. */
export interface KnownNode {
  readonly kind: 'known';
  readonly type: string;
  data: Encoded;
}

/** What `bind` made. */
export interface BoundNode {
  readonly kind: 'bound';
  target: Encoded;
  self: Encoded;
  args: Encoded[];
}

/** A typed array or a DataView over part of a buffer. */
export interface ViewNode {
  readonly kind: 'view';
  readonly type: string;
  buffer: Encoded;
  offset: number;
  length: number;
}

/** An export of a package, of a module of Node or of a CommonJS file; `name` is '*' for the whole module. */
export interface ImportNode extends ImportBinding {
  readonly kind: 'import';
  readonly base: string;
}
export interface ImportBinding {
  readonly specifier: string;
  readonly name: string;
  readonly via: 'import' | 'require';
  readonly attributes?: Record<string, string>;
  /** A compiler's helper around `require`, which shapes what `default` is. */
  readonly interop?: 'star' | 'default' | 'node';
}

export interface FunctionNode {
  readonly kind: 'function';
  readonly source: string;
  readonly syntax: FunctionSyntax;
  readonly strict: boolean;
  readonly name: string;
  /** Where the text comes from, so that stack traces show the original file. */
  url: string;
  readonly line: number;
  readonly column: number;
  readonly captured: string[];
  readonly values: Encoded[];
  /** What was put on the function itself. */
  properties?: Properties;
  /** What an old-style class put on its prototype. */
  prototype?: Properties;
}

/** How a function's text stands by itself: as an expression, as a method of an object, or as one of a class. */
export type FunctionSyntax = 'expression' | 'method' | 'class-method';
