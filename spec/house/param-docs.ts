import ts from 'typescript';
import { parse } from './imports.js';
import type { ProjectFile } from './project-files.js';

/** A param whose JSDoc is not its `doc`: where, what it says, and the text of the file if it were mended. */
export interface DocFault {
  readonly path: string;
  readonly message: string;
  /** What to replace in the file: from, to (offsets), and the JSDoc that belongs there. */
  readonly edit: readonly [from: number, to: number, text: string];
}

/**
 * The params whose JSDoc and `doc:` differ. A param is a property whose value is `kind({ doc: '…' })`, with or without
 * arguments before it, or such a value with more spread around it; or a property that takes a param of the same file by name.
 */
export function docFaults(file: ProjectFile): DocFault[] {
  const source = parse(file);
  const named = namedDocs(source);
  const faults: DocFault[] = [];
  const visit = (node: ts.Node): void => {
    const doc = ts.isPropertyAssignment(node)
      ? docOf(node.initializer, named)
      : ts.isShorthandPropertyAssignment(node)
        ? named.get(node.name.text)
        : undefined;
    if (doc !== undefined) check(node as ts.ObjectLiteralElementLike, doc);
    ts.forEachChild(node, visit);
  };
  const check = (node: ts.ObjectLiteralElementLike, doc: string): void => {
    const comment = ts.getJSDocCommentsAndTags(node).find(ts.isJSDoc);
    const said = comment && oneLine(ts.getTextOfJSDocComment(comment.comment) ?? '');
    if (said === oneLine(doc)) return;
    const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
    const start = node.getStart();
    const indent = ' '.repeat(source.getLineAndCharacterOfPosition(start).character);
    faults.push({
      path: file.path,
      message: `${file.path}:${line}: the JSDoc of '${node.name?.getText()}' must be its doc '${doc}'; got ${said === undefined ? 'none' : `'${said}'`}`,
      edit: comment ? [comment.getStart(), comment.getEnd(), `/** ${doc} */`] : [start, start, `/** ${doc} */\n${indent}`],
    });
  };
  visit(source);
  return faults;
}

/** The file's text with the JSDoc of every faulty param replaced by its `doc`. */
export function mended(text: string, faults: readonly DocFault[]): string {
  const fromTheEnd = [...faults].sort((a, b) => b.edit[0] - a.edit[0]);
  return fromTheEnd.reduce((mending, { edit: [from, to, doc] }) => mending.slice(0, from) + doc + mending.slice(to), text);
}

/** Top-level constants that are params: name to doc. */
function namedDocs(source: ts.SourceFile): Map<string, string> {
  const declarations = source.statements.filter(ts.isVariableStatement).flatMap(({ declarationList }) => [...declarationList.declarations]);
  return new Map(
    declarations.flatMap(({ name, initializer }) => {
      const doc = initializer && docOf(initializer, new Map());
      return ts.isIdentifier(name) && doc !== undefined ? [[name.text, doc] as const] : [];
    }),
  );
}

function docOf(value: ts.Expression, named: ReadonlyMap<string, string>): string | undefined {
  if (ts.isIdentifier(value)) return named.get(value.text);
  if (ts.isCallExpression(value))
    return firstDefined(value.arguments, (argument) => (ts.isObjectLiteralExpression(argument) ? literalDoc(argument) : undefined));
  if (!ts.isObjectLiteralExpression(value)) return undefined;
  return firstDefined(value.properties, (property) => (ts.isSpreadAssignment(property) ? docOf(property.expression, named) : undefined));
}

function literalDoc(options: ts.ObjectLiteralExpression): string | undefined {
  return firstDefined(options.properties, (property) =>
    ts.isPropertyAssignment(property) && property.name.getText() === 'doc' ? textOf(property.initializer) : undefined,
  );
}

/** The text of a string literal, or of several that are added. */
function textOf(node: ts.Expression): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.PlusToken) return undefined;
  const [left, right] = [textOf(node.left), textOf(node.right)];
  return left === undefined || right === undefined ? undefined : left + right;
}

function firstDefined<T, R>(items: Iterable<T>, pick: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const picked = pick(item);
    if (picked !== undefined) return picked;
  }
  return undefined;
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
