import { pathToFileURL } from 'node:url';
import { inputsOf } from '#lib/plan/map-relation.js';
import type { Relation } from '#lib/plan/relation.js';

/** The files that a plan reads, each once, as URLs. */
export function inputFiles(node: Relation): string[] {
  const own = node.kind === 'read' ? node.paths : node.kind === 'source' ? node.splits.flat().flatMap(pathsOf) : [];
  const urls = own.map((path) => (/^[a-z][a-z0-9+.-]+:\/\//i.test(path) ? path : pathToFileURL(path).href));
  return [...new Set([...urls, ...inputsOf(node).flatMap(inputFiles)])];
}

function pathsOf(split: unknown): string[] {
  if (typeof split === 'string') return [split];
  if (Array.isArray(split)) return split.flatMap(pathsOf);
  if (typeof split !== 'object' || split === null) return [];
  const { path, paths, files } = split as { path?: unknown; paths?: unknown; files?: unknown };
  return [path, paths, files].flatMap(pathsOf);
}
