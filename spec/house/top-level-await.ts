import ts from 'typescript';
import { parse } from './imports.js';
import type { ProjectFile } from './project-files.js';

/** A line for each `await` that a module would wait for while it loads: `require('kindling')` in a notebook could not load it. */
export function topLevelAwaits(files: readonly ProjectFile[]): string[] {
  return files.flatMap((file) => {
    const source = parse(file);
    const found: string[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isFunctionLike(node)) return;
      if (awaits(node))
        found.push(`${file.path}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}: await at the top of a module`);
      ts.forEachChild(node, visit);
    };
    visit(source);
    return found;
  });
}

function awaits(node: ts.Node): boolean {
  if (ts.isAwaitExpression(node)) return true;
  if (ts.isForOfStatement(node)) return node.awaitModifier !== undefined;
  return ts.isVariableDeclarationList(node) && (node.flags & ts.NodeFlags.AwaitUsing) === ts.NodeFlags.AwaitUsing;
}
