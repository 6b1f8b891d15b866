/** One lexical scope: the names declared in it. */
export class Scope {
  readonly parent: Scope | undefined;
  readonly names = new Set<string>();
  /** Whether `var` lands here. */
  readonly ofFunction: boolean;

  constructor(parent: Scope | undefined, ofFunction: boolean) {
    this.parent = parent;
    this.ofFunction = ofFunction;
  }

  /** The scope in which `var` declares. */
  get functionScope(): Scope {
    return this.ofFunction || this.parent === undefined ? this : this.parent.functionScope;
  }

  has(name: string): boolean {
    return this.names.has(name) || (this.parent?.has(name) ?? false);
  }
}
