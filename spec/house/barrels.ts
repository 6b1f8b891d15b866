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
 * What is wrong with the barrels: the `index.ts` of folders in lib. A barrel re-exports from each file beside it and from
 * each folder below it that has a barrel, `export *` as a rule, and does nothing else. Thread entries (`*.worker.ts`) stay
 * out, and so may files whose every export is marked `@internal`. The entry lib/index.ts chooses its names (api.txt).
 */
export function barrelReports(files: readonly ProjectFile[]): BarrelReport[] {
  const barrels = files.filter(({ path }) => path.endsWith('/index.ts') && path !== 'lib/index.ts');
  return barrels.map((barrel) => reportOn(barrel, files)).filter(({ missing, faults }) => missing.length + faults.length > 0);
}

/** The barrel's text with the missing lines, all in order. */
export function completed(text: string, missing: readonly string[]): string {
  const lines = text.split('\n').filter((line) => line !== '');
  const firstExport = lines.findIndex((line) => line.startsWith('export'));
  const head = firstExport < 0 ? lines : lines.slice(0, firstExport);
  const exports = firstExport < 0 ? [] : lines.slice(firstExport);
  return [...head, ...[...exports, ...missing].sort(), ''].join('\n');
}

function reportOn(barrel: ProjectFile, files: readonly ProjectFile[]): BarrelReport {
  const folder = posix.dirname(barrel.path);
  const present = importsOf(barrel).map(({ target }) => target);
  const missing = files
    .filter(({ path }) => path !== barrel.path && belongs(path, folder))
    .filter((file) => !present.some((target) => target === file.path || isBelow(target, file.path)) && !isInternal(file))
    .map(({ path }) => `export * from './${posix.relative(folder, path).replace(/\.ts$/, '.js')}';`);
  const faults = parse(barrel)
    .statements.filter((statement) => !(ts.isExportDeclaration(statement) && statement.moduleSpecifier))
    .map((statement) => `${barrel.path}: a barrel has 'export … from' lines only; got '${statement.getText().split('\n')[0]}'`);
  return { path: barrel.path, missing, faults };
}

function belongs(path: string, folder: string): boolean {
  if (path.endsWith('.worker.ts')) return false;
  const base = posix.basename(path) === 'index.ts' ? posix.dirname(path) : path;
  return posix.dirname(base) === folder;
}

/** Whether a path is in the folder of a barrel: a barrel may also choose from the files below it. */
const isBelow = (path: string, barrel: string): boolean =>
  posix.basename(barrel) === 'index.ts' && path.startsWith(`${posix.dirname(barrel)}/`);

/** Whether a file exports nothing, or nothing that is not marked `@internal`. */
function isInternal(file: ProjectFile): boolean {
  if (posix.basename(file.path) === 'index.ts') return false;
  return parse(file).statements.every((statement) => {
    const exported = ts.isExportDeclaration(statement) || (ts.canHaveModifiers(statement) && hasExport(statement));
    return !exported || ts.getJSDocTags(statement).some((tag) => tag.tagName.text === 'internal');
  });
}

const hasExport = (node: ts.HasModifiers): boolean => !!ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
