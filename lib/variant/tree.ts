/** A variant taken apart, to be built or changed: scalars stay in their encoding, objects and arrays are lists of their parts. */
export type Tree = Uint8Array | ArrayTree | ObjectTree;

export interface ArrayTree {
  readonly items: readonly Tree[];
}
/** Fields in the order in which they were written; no name twice. */
export interface ObjectTree {
  readonly fields: readonly (readonly [name: string, value: Tree])[];
}

export const isArray = (tree: Tree): tree is ArrayTree => 'items' in tree;
export const isObject = (tree: Tree): tree is ObjectTree => 'fields' in tree;
