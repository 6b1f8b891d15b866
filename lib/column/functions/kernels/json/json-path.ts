import { parseJson, type Json } from './parse-json.js';
import { plainJson, writeJson } from './write-json.js';

type Step = { readonly name: string } | { readonly index: number } | 'any-item' | 'any-name';
/** How what is found is written: texts raw, or quoted within an array that is kept or flattened. */
type Style = 'raw' | 'quoted' | 'flat';

const paths = new Map<string, readonly Step[] | undefined>();

/** What a path such as `$.a[0].b` or `$[*].c` finds in a JSON text; null where there is nothing, or either is not well-formed. */
export function jsonAt(text: string, path: string): string | null {
  if (!paths.has(path)) {
    if (paths.size > 1000) paths.clear();
    paths.set(path, stepsOf(path));
  }
  const steps = paths.get(path);
  const json = steps && parseJson(text);
  if (json === undefined) return null;
  const found: string[] = [];
  return walk(json, steps!, 'raw', found) ? found.join(',') : null;
}

function stepsOf(path: string): Step[] | undefined {
  if (!path.startsWith('$')) return undefined;
  const steps: Step[] = [];
  const pattern = /\.\*|\['\*'\]|\.([^.[]+)|\['([^']+)'\]|\[(\d+)\]|\[\*\]/y;
  for (pattern.lastIndex = 1; pattern.lastIndex < path.length; ) {
    const found = pattern.exec(path);
    if (found === null) return undefined;
    const name = found[1] ?? found[2];
    if (name !== undefined) steps.push({ name });
    else if (found[3] !== undefined) steps.push({ index: Number(found[3]) });
    else steps.push(found[0] === '[*]' ? 'any-item' : 'any-name');
  }
  return steps;
}

/** Follows the path as Hive does: an array of one match is that match alone, two stars after each other flatten. */
function walk(json: Json, path: readonly Step[], style: Style, out: string[]): boolean {
  const [step, ...rest] = path;
  if (step === undefined) {
    if (json.kind === 'array' && style === 'flat') return some(json.items, (item) => walk(item, path, style, out));
    out.push(style === 'raw' ? plainJson(json) : writeJson(json));
    return true;
  }
  if (typeof step === 'object' && 'name' in step) {
    if (json.kind !== 'object') return false;
    return json.fields.some(([name, value]) => name === step.name && !isNull(value) && walk(value, rest, style, out));
  }
  if (json.kind !== 'array' || step === 'any-name') return false;
  if (typeof step === 'object') {
    const item = json.items[step.index];
    return item !== undefined && walk(item, rest, rest[0] === 'any-item' ? 'quoted' : style, out);
  }
  const found: string[] = [];
  if (rest[0] === 'any-item') {
    const any = some(json.items, (item) => walk(item, rest.slice(1), 'flat', found));
    out.push(`[${found.join(',')}]`);
    return any;
  }
  if (style === 'quoted') {
    const any = some(json.items, (item) => walk(item, rest, 'quoted', found));
    out.push(`[${found.join(',')}]`);
    return any;
  }
  const matches = json.items.filter((item) => walk(item, rest, style === 'raw' ? 'quoted' : 'flat', found)).length;
  if (matches > 0) out.push(matches > 1 ? `[${found.join(',')}]` : found.join(','));
  return matches > 0;
}

const isNull = (json: Json): boolean => json.kind === 'literal' && json.value === null;

/** Whether it holds for some, asking all of them. */
const some = <T>(items: readonly T[], holds: (item: T) => boolean): boolean => items.filter(holds).length > 0;
