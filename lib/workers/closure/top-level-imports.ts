import { parse } from 'acorn';
import type * as acorn from 'acorn';
import type { ImportBinding } from './captured-function.js';

/** What the top level of a file imports, by local name: `import`, `require`, and the helpers that compilers put around `require`. */
export function topLevelImports(source: string, isModule: boolean): Map<string, ImportBinding> {
  const imports = new Map<string, ImportBinding>();
  for (const statement of topLevel(source, isModule)) {
    if (statement.type === 'ImportDeclaration') declared(statement, imports);
    if (statement.type === 'VariableDeclaration') for (const declaration of statement.declarations) required(declaration, imports);
  }
  return imports;
}

function topLevel(source: string, isModule: boolean): (acorn.Statement | acorn.ModuleDeclaration)[] {
  let program: acorn.Program;
  try {
    program = parse(source, {
      ecmaVersion: 'latest',
      sourceType: isModule ? 'module' : 'script',
      allowReturnOutsideFunction: true,
      allowHashBang: true,
      allowAwaitOutsideFunction: true,
    });
  } catch {
    return []; // text that acorn cannot read names no imports: what it captures then goes by value, or is refused by name
  }
  return program.body.flatMap((statement) => [statement, ...wrapped(statement)]);
}

/** tsx puts a CommonJS file into `(() => { … })()`. */
function wrapped(statement: acorn.Statement | acorn.ModuleDeclaration): acorn.Statement[] {
  if (statement.type !== 'ExpressionStatement' || statement.expression.type !== 'CallExpression') return [];
  const { callee, arguments: args } = statement.expression;
  if (args.length > 0 || (callee.type !== 'ArrowFunctionExpression' && callee.type !== 'FunctionExpression')) return [];
  return callee.body.type === 'BlockStatement' ? callee.body.body : [];
}

function declared(statement: acorn.ImportDeclaration, imports: Map<string, ImportBinding>): void {
  const attributes = Object.fromEntries(statement.attributes.map(({ key, value }) => [nameOf(key), String(value.value)]));
  for (const specifier of statement.specifiers) {
    imports.set(specifier.local.name, {
      specifier: String(statement.source.value),
      name: importedName(specifier),
      via: 'import',
      ...(statement.attributes.length > 0 && { attributes }),
    });
  }
}

function importedName(specifier: acorn.ImportDeclaration['specifiers'][number]): string {
  if (specifier.type === 'ImportNamespaceSpecifier') return '*';
  return specifier.type === 'ImportDefaultSpecifier' ? 'default' : nameOf(specifier.imported);
}

function required({ id, init }: acorn.VariableDeclarator, imports: Map<string, ImportBinding>): void {
  const binding = requireCall(init);
  if (binding === undefined) return;
  if (id.type === 'Identifier') imports.set(id.name, binding);
  if (id.type !== 'ObjectPattern' || binding.name !== '*' || binding.interop !== undefined) return;
  for (const part of id.properties) {
    if (part.type === 'Property' && !part.computed && part.value.type === 'Identifier') {
      imports.set(part.value.name, { ...binding, name: nameOf(part.key as acorn.Identifier | acorn.Literal) });
    }
  }
}

/** `require('x')`, `require('x').member`, `__importStar(require('x'))`, `__importDefault(require('x'))`, `__toESM(require('x'), 1)`. */
function requireCall(node: acorn.AnyNode | null | undefined): ImportBinding | undefined {
  if (node?.type === 'MemberExpression' && !node.computed) {
    const binding = requireCall(node.object);
    const plain = binding !== undefined && binding.name === '*' && binding.interop === undefined;
    return plain && node.property.type === 'Identifier' ? { ...binding, name: node.property.name } : undefined;
  }
  if (node?.type !== 'CallExpression') return undefined;
  const called = calledName(node.callee);
  const [first, second] = node.arguments;
  if (called === 'require' && first?.type === 'Literal') return { specifier: String(first.value), name: '*', via: 'require' };
  const binding = requireCall(first);
  if (binding === undefined) return undefined;
  if (called === '__importDefault') return { ...binding, interop: 'default' };
  if (called === '__importStar') return { ...binding, interop: 'star' };
  if (called === '__toESM') return { ...binding, interop: second === undefined ? 'star' : 'node' };
  return undefined;
}

/** `f(…)` and `tslib_1.f(…)` both call f. */
function calledName(callee: acorn.AnyNode): string | undefined {
  if (callee.type === 'Identifier') return callee.name;
  return callee.type === 'MemberExpression' && callee.property.type === 'Identifier' ? callee.property.name : undefined;
}

const nameOf = (key: acorn.Identifier | acorn.Literal): string => (key.type === 'Identifier' ? key.name : String(key.value));
