import type { FunctionSyntax } from './captured-function.js';
import { ScopeWalk } from './scope-walk.js';
import type { FreeVariable } from './scope-walk.js';
import { parseFunction } from './parse-function.js';

/** What a function's text says about it: the names that it takes from outside, and the uses that cannot travel. */
export interface FunctionAnalysis {
  /** The text, without the counters that coverage tools write into it. */
  readonly source: string;
  readonly syntax: FunctionSyntax;
  readonly isClass: boolean;
  readonly strict: boolean;
  readonly free: ReadonlyMap<string, FreeVariable>;
  /** An arrow function's `this`, which belongs to the function around it. */
  readonly usesOuterThis: boolean;
  /** The function's own `this`, which its caller gives. */
  readonly usesOwnThis: boolean;
  readonly usesSuper: boolean;
  readonly usesOuterArguments: boolean;
  readonly usesImportMeta: boolean;
  readonly usesEval: boolean;
  readonly usesPrivateNames: boolean;
}

const analyses = new Map<string, FunctionAnalysis>();
const REMEMBERED = 1000;

/** Analyses a function's or a class's text (remembered by text). Throws a SyntaxError where it cannot be parsed. */
export function analyzeFunction(source: string): FunctionAnalysis {
  const known = analyses.get(source);
  if (known !== undefined) return known;
  const parsed = parseFunction(source);
  const walk = new ScopeWalk(parsed.ast);
  const analysis: FunctionAnalysis = {
    source: withoutCounters(source, walk.counters, parsed.shift),
    syntax: parsed.syntax,
    isClass: parsed.ast.type === 'ClassExpression',
    strict: parsed.strict,
    free: walk.free(),
    ...walk.uses,
  };
  if (analyses.size >= REMEMBERED) analyses.clear();
  analyses.set(source, analysis);
  return analysis;
}

/** Istanbul's counters (`cov_x().s[3]++`) reach back into the process that counts: they are cut out, outermost last. */
function withoutCounters(source: string, counters: readonly [number, number][], shift: number): string {
  const lastFirst = [...counters].sort((a, b) => b[0] - a[0]);
  return lastFirst.reduce((text, [start, end]) => `${text.slice(0, start - shift)}0${text.slice(end - shift)}`, source);
}
