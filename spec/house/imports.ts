import { posix } from 'node:path';
import ts from 'typescript';
import type { ProjectFile } from './project-files.js';

/** What a file imports: a path of the project (`lib/plan/relation.ts`) or a package's name. `typeOnly` leaves no trace at run time. */
export interface Import {
  readonly target: string;
  readonly specifier: string;
  readonly typeOnly: boolean;
  /** `import()`: loads on first use. */
  readonly dynamic: boolean;
}

/** Every import and re-export of a file, those inside types and functions included. */
export function importsOf({ path, text }: ProjectFile): Import[] {
  const found: Import[] = [];
  const add = (specifier: ts.Node | undefined, typeOnly: boolean, dynamic: boolean): void => {
    if (!specifier || !ts.isStringLiteralLike(specifier)) return;
    found.push({ target: targetOf(path, specifier.text), specifier: specifier.text, typeOnly, dynamic });
  };
  const visit = (node: ts.Node): void => {
    // `import { type A }` still runs the module: only `import type` does not
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword, false);
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly, false);
    else if (ts.isImportTypeNode(node)) add(ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined, true, false);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) add(node.arguments[0], false, true);
    ts.forEachChild(node, visit);
  };
  visit(parse({ path, text }));
  return found;
}

export const parse = ({ path, text }: ProjectFile): ts.SourceFile => ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true);

function targetOf(from: string, specifier: string): string {
  const source = specifier.replace(/\.js$/, '.ts');
  if (specifier.startsWith('#lib/')) return source.replace('#lib/', 'lib/');
  if (specifier.startsWith('.')) return posix.join(posix.dirname(from), source);
  return specifier;
}
