import { join } from 'node:path';
import ts from 'typescript';
import type { Entry } from './entries.js';
import { root } from './project-files.js';

/** The public names as sorted lines: the entry, the name, and what it is (`kindling/ml LogisticRegression class`). */
export function publicNames(entries: readonly Entry[]): string[] {
  const files = entries.map(({ types }) => join(root, types));
  const options = { module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2023, skipLibCheck: true, types: [] };
  const program = ts.createProgram(files, options);
  const checker = program.getTypeChecker();
  return entries
    .flatMap(({ name }, i) => {
      const module = checker.getSymbolAtLocation(program.getSourceFile(files[i]!)!);
      return (module ? checker.getExportsOfModule(module) : []).map((symbol) => `${name} ${symbol.name} ${kindOf(symbol, checker)}`);
    })
    .sort();
}

function kindOf(symbol: ts.Symbol, checker: ts.TypeChecker): string {
  const { flags } = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  if (flags & ts.SymbolFlags.Class) return 'class';
  if (flags & ts.SymbolFlags.Function) return 'function';
  if (flags & ts.SymbolFlags.Value) return 'value';
  return flags & ts.SymbolFlags.Type ? 'type' : 'namespace';
}
