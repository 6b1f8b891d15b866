import { posix } from 'node:path';
import ts from 'typescript';
import { importsOf, parse } from './imports.js';
import type { ProjectFile } from './project-files.js';

/** A barrel, the lines that it lacks, and what else is wrong with it. */
export interface BarrelReport {
  readonly path: string;
  readonly missing: readonly string[];
  readonly faults: readonly string[];
}

/**
 * What is wrong with the barrels: the `index.ts` of folders in lib. A barrel re-exports and does nothing else. It lacks a
 * file beside it that nothing else in lib imports (it was forgotten, or it is dead), one with a stage (`load()` finds
 * stages through the barrels), and the barrel of a folder below. What is marked `@internal` and thread entries
 * (`*.worker.ts`) stay out. The entry lib/index.ts chooses its names (api.txt).
 */
export function barrelReports(files: readonly ProjectFile[]): BarrelReport[] {
  const used = new Set(files.filter(({ path }) => !isBarrel(path)).flatMap((file) => importsOf(file).map(({ target }) => target)));
  const wanted = files.filter((file) => isBarrel(file.path) || ((!used.has(file.path) || hasStage(file)) && !isInternal(file)));
  const barrels = files.filter(({ path }) => isBarrel(path) && path !== 'lib/index.ts');
  return barrels.map((barrel) => reportOn(barrel, wanted)).filter(({ missing, faults }) => missing.length + faults.length > 0);
}

/** The barrel's text with the missing lines, all in order. */
export function completed(text: string, missing: readonly string[]): string {
  const lines = text.split('\n').filter((line) => line !== '');
  const firstExport = lines.findIndex((line) => line.startsWith('export'));
  const head = firstExport < 0 ? lines : lines.slice(0, firstExport);
  const exports = firstExport < 0 ? [] : lines.slice(firstExport);
  return [...head, ...[...exports, ...missing].sort(), ''].join('\n');
}

function reportOn(barrel: ProjectFile, wanted: readonly ProjectFile[]): BarrelReport {
  const folder = posix.dirname(barrel.path);
  const present = importsOf(barrel).map(({ target }) => target);
  const missing = wanted
    .filter(({ path }) => path !== barrel.path && belongs(path, folder))
    .filter(({ path }) => !present.some((target) => target === path || isBelow(target, path)))
    .map(({ path }) => `export * from './${posix.relative(folder, path).replace(/\.ts$/, '.js')}';`);
  const faults = parse(barrel)
    .statements.filter((statement) => !(ts.isExportDeclaration(statement) && (statement.moduleSpecifier ?? isEmpty(statement))))
    .map((statement) => `${barrel.path}: a barrel has 'export … from' lines only; got '${statement.getText().split('\n')[0]}'`);
  return { path: barrel.path, missing, faults };
}

const isBarrel = (path: string): boolean => posix.basename(path) === 'index.ts';

/** `export {};`: the barrel of a folder without anything public. */
const isEmpty = ({ exportClause }: ts.ExportDeclaration): boolean =>
  exportClause !== undefined && ts.isNamedExports(exportClause) && exportClause.elements.length === 0;

function belongs(path: string, folder: string): boolean {
  if (path.endsWith('.worker.ts')) return false;
  return posix.dirname(isBarrel(path) ? posix.dirname(path) : path) === folder;
}

/** Whether a path is in the folder of a barrel: a barrel may also choose from the files below it. */
const isBelow = (path: string, barrel: string): boolean => isBarrel(barrel) && path.startsWith(`${posix.dirname(barrel)}/`);

/** Whether a file exports nothing, or nothing that is not marked `@internal`. */
function isInternal(file: ProjectFile): boolean {
  return parse(file).statements.every((statement) => !isExported(statement) || isMarkedInternal(statement));
}

/** Whether a file exports a class of params that can be made: `export class Name extends withParams(…)`. */
function hasStage(file: ProjectFile): boolean {
  return parse(file).statements.some((statement) => {
    if (!ts.isClassDeclaration(statement) || !isExported(statement)) return false;
    const base = statement.heritageClauses?.[0]?.types[0]?.expression;
    const isAbstract = statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AbstractKeyword);
    return !isAbstract && base !== undefined && ts.isCallExpression(base) && base.expression.getText() === 'withParams';
  });
}

const isMarkedInternal = (node: ts.Node): boolean => ts.getJSDocTags(node).some((tag) => tag.tagName.text === 'internal');

const isExported = (node: ts.Statement): boolean =>
  ts.isExportDeclaration(node) ||
  (ts.canHaveModifiers(node) && !!ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword));
