import type * as acorn from 'acorn';
import type { FunctionAst } from './parse-function.js';
import { Scope } from './scope.js';

/** How a free variable is used. */
export interface FreeVariable {
  assigned: boolean;
  /** The members read from it (`name.member`); `whole` says that it is also used by itself. */
  readonly members: Set<string>;
  whole: boolean;
}

interface Mention {
  readonly name: string;
  readonly scope: Scope;
  readonly assigned: boolean;
  readonly member?: string;
}

/** Whose `this` it is: of a function around the root, of the root itself, or of something inside it. */
type ThisOwner = 'outside' | 'root' | 'inside';

/** One walk over a function's tree that finds its free variables. */
export class ScopeWalk {
  readonly uses = {
    usesOuterThis: false,
    usesOwnThis: false,
    usesSuper: false,
    usesOuterArguments: false,
    usesImportMeta: false,
    usesEval: false,
    usesPrivateNames: false,
  };
  /** Where coverage counters stand. */
  readonly counters: [start: number, end: number][] = [];
  readonly #mentions: Mention[] = [];
  readonly #root: unknown;

  constructor(root: FunctionAst) {
    this.#root = root.type === 'Property' || root.type === 'MethodDefinition' ? root.value : root;
    this.#visit(root, new Scope(undefined, true), 'outside');
  }

  /** The names that no scope inside declares. */
  free(): Map<string, FreeVariable> {
    const free = new Map<string, FreeVariable>();
    for (const { name, scope, assigned, member } of this.#mentions) {
      if (scope.has(name)) continue;
      if (name === 'arguments') {
        this.uses.usesOuterArguments = true;
        continue;
      }
      const use = free.get(name) ?? { assigned: false, members: new Set<string>(), whole: false };
      if (member === undefined) use.whole = true;
      else use.members.add(member);
      use.assigned ||= assigned;
      free.set(name, use);
    }
    return free;
  }

  #visit(node: acorn.AnyNode | null | undefined, scope: Scope, owner: ThisOwner): void {
    if (!node) return;
    switch (node.type) {
      case 'Identifier':
        return this.#mention(node.name, scope);
      case 'PrivateIdentifier':
        this.uses.usesPrivateNames = true;
        return;
      case 'FunctionDeclaration':
        if (node.id) scope.names.add(node.id.name);
        return this.#function(node, scope, owner);
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        return this.#function(node, scope, owner);
      case 'ClassDeclaration':
        if (node.id) scope.names.add(node.id.name);
        return this.#class(node, scope, owner);
      case 'ClassExpression':
        return this.#class(node, scope, owner);
      case 'VariableDeclaration':
        for (const { id, init } of node.declarations) {
          this.#declare(id, node.kind === 'var' ? scope.functionScope : scope, scope, owner);
          this.#visit(init, scope, owner);
        }
        return;
      case 'BlockStatement':
      case 'ForStatement':
      case 'SwitchStatement':
        return this.#children(node, new Scope(scope, false), owner);
      case 'ForInStatement':
      case 'ForOfStatement':
        return this.#forEach(node, new Scope(scope, false), owner);
      case 'CatchClause': {
        const inner = new Scope(scope, false);
        if (node.param) this.#declare(node.param, inner, inner, owner);
        return this.#visit(node.body, inner, owner);
      }
      case 'AssignmentExpression':
        this.#assign(node.left, scope, owner);
        return this.#visit(node.right, scope, owner);
      case 'UpdateExpression':
        if (isCounter(node.argument)) this.counters.push([node.start, node.end]);
        else this.#assign(node.argument, scope, owner);
        return;
      case 'MemberExpression':
        return this.#member(node, scope, owner);
      case 'Property':
      case 'MethodDefinition':
      case 'PropertyDefinition':
        return this.#property(node, scope, owner);
      case 'LabeledStatement':
        return this.#visit(node.body, scope, owner);
      case 'BreakStatement':
      case 'ContinueStatement':
        return;
      case 'ThisExpression':
        if (owner === 'outside') this.uses.usesOuterThis = true;
        if (owner === 'root') this.uses.usesOwnThis = true;
        return;
      case 'Super':
        if (owner !== 'inside') this.uses.usesSuper = true;
        return;
      case 'MetaProperty':
        if (node.meta.name === 'import') this.uses.usesImportMeta = true;
        else if (owner === 'outside') this.uses.usesOuterArguments = true;
        return;
      case 'CallExpression':
        if (isCounter(node)) {
          this.counters.push([node.start, node.end]);
          return;
        }
        if (node.callee.type === 'Identifier' && node.callee.name === 'eval') this.uses.usesEval = true;
        return this.#children(node, scope, owner);
      default:
        return this.#children(node, scope, owner);
    }
  }

  #children(node: acorn.AnyNode, scope: Scope, owner: ThisOwner): void {
    for (const value of Object.values(node) as unknown[]) {
      for (const child of Array.isArray(value) ? (value as unknown[]) : [value]) {
        if (isNode(child)) this.#visit(child, scope, owner);
      }
    }
  }

  #mention(name: string, scope: Scope, how: { assigned?: boolean; member?: string } = {}): void {
    this.#mentions.push({ name, scope, assigned: false, ...how });
  }

  #member(node: acorn.MemberExpression, scope: Scope, owner: ThisOwner): void {
    if (node.object.type === 'Identifier' && !node.computed && node.property.type === 'Identifier') {
      return this.#mention(node.object.name, scope, { member: node.property.name });
    }
    this.#visit(node.object, scope, owner);
    if (node.computed || node.property.type === 'PrivateIdentifier') this.#visit(node.property, scope, owner);
  }

  #property(
    node: acorn.Property | acorn.AssignmentProperty | acorn.MethodDefinition | acorn.PropertyDefinition,
    scope: Scope,
    owner: ThisOwner,
  ): void {
    if (node.computed || node.key.type === 'PrivateIdentifier') this.#visit(node.key, scope, owner);
    this.#visit(node.value, scope, node.type === 'PropertyDefinition' ? 'inside' : owner);
  }

  #function(node: acorn.Function | acorn.ArrowFunctionExpression, outer: Scope, owner: ThisOwner): void {
    let scope = outer;
    if (node.type === 'FunctionExpression' || node === this.#root) {
      scope = new Scope(scope, false);
      if (node.id) scope.names.add(node.id.name);
    }
    scope = new Scope(scope, true);
    let inner = owner;
    if (node.type !== 'ArrowFunctionExpression') {
      scope.names.add('arguments');
      inner = node === this.#root ? 'root' : 'inside';
    }
    for (const param of node.params) this.#declare(param, scope, scope, inner);
    if (node.body.type === 'BlockStatement') this.#children(node.body, scope, inner);
    else this.#visit(node.body, scope, inner);
  }

  #class(node: acorn.Class, outer: Scope, owner: ThisOwner): void {
    this.#visit(node.superClass, outer, owner);
    const scope = new Scope(outer, false);
    if (node.id) scope.names.add(node.id.name);
    for (const member of node.body.body) {
      if (member.type === 'StaticBlock') this.#children(member, new Scope(scope, true), 'inside');
      else this.#visit(member, scope, owner);
    }
  }

  #forEach(node: acorn.ForInStatement | acorn.ForOfStatement, scope: Scope, owner: ThisOwner): void {
    if (node.left.type === 'VariableDeclaration') this.#visit(node.left, scope, owner);
    else this.#assign(node.left, scope, owner);
    this.#visit(node.right, scope, owner);
    this.#visit(node.body, scope, owner);
  }

  /** Declares the names of a pattern in `target`; defaults and computed keys are read in `scope`. */
  #declare(pattern: acorn.Pattern, target: Scope, scope: Scope, owner: ThisOwner): void {
    this.#pattern(pattern, scope, owner, (leaf) => {
      if (leaf.type === 'Identifier') target.names.add(leaf.name);
    });
  }

  #assign(pattern: acorn.Pattern | acorn.Expression, scope: Scope, owner: ThisOwner): void {
    this.#pattern(pattern, scope, owner, (leaf) => {
      if (leaf.type === 'Identifier') this.#mention(leaf.name, scope, { assigned: true });
      else this.#visit(leaf, scope, owner);
    });
  }

  #pattern(
    node: acorn.Pattern | acorn.Expression,
    scope: Scope,
    owner: ThisOwner,
    leaf: (node: acorn.Pattern | acorn.Expression) => void,
  ): void {
    const inner = (part: acorn.Pattern | acorn.Expression): void => this.#pattern(part, scope, owner, leaf);
    switch (node.type) {
      case 'ObjectPattern':
        for (const part of node.properties) {
          if (part.type === 'RestElement') inner(part.argument);
          else {
            if (part.computed) this.#visit(part.key, scope, owner);
            inner(part.value);
          }
        }
        return;
      case 'ArrayPattern':
        for (const part of node.elements) if (part) inner(part);
        return;
      case 'RestElement':
        return inner(node.argument);
      case 'AssignmentPattern':
        inner(node.left);
        return this.#visit(node.right, scope, owner);
      default:
        leaf(node);
    }
  }
}

const isNode = (value: unknown): value is acorn.AnyNode =>
  typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';

/** `cov_1a2b()` or a member of it: what Istanbul writes into code to count. */
function isCounter(node: acorn.AnyNode): boolean {
  let root: acorn.AnyNode = node;
  while (root.type === 'MemberExpression') root = root.object;
  return (
    root.type === 'CallExpression' &&
    root.callee.type === 'Identifier' &&
    root.arguments.length === 0 &&
    /^cov_[0-9a-z]+$/.test(root.callee.name)
  );
}
