import vm from 'node:vm';
import type { FunctionNode, FunctionSyntax } from './captured-function.js';
import { ownLoader } from './own-loader.js';

export interface CompiledFunction {
  readonly fn: Function;
  /** Gives a variable its value, where the value could not be made before the function. */
  assign(name: string, value: unknown): void;
}

/** What makes the text of a method stand as an expression. */
const AROUND: Readonly<Record<FunctionSyntax, readonly [before: string, after: string]>> = {
  expression: ['', ''],
  method: ['({', '})'],
  'class-method': ['class extends Object{static ', '}'],
};

/**
 * Compiles a function's text around its variables: those of `early` are constants there, those of `late` get their value
 * by `assign`. All that is put before the text stands on its line, and the offsets take it back, so that positions in
 * stack traces are those of the original file.
 */
export function compileFunction(node: FunctionNode, early: Readonly<Record<string, unknown>>, late: readonly string[]): CompiledFunction {
  const [open, close] = AROUND[node.syntax];
  const strict = node.strict ? '"use strict";' : '';
  const constants = Object.keys(early).length === 0 ? '' : `const{${Object.keys(early).join()}}=$captured;`;
  const variables = late.length === 0 ? '' : `let ${late.join()};`;
  const before = `${strict}${constants}${variables}return[(${open}`;
  const setters = late.map((name) => `${JSON.stringify(name)}:($value)=>{${name}=$value}`).join();
  const text = `${before}${node.source}\n${close}),{${setters}}]`;
  const make = vm.compileFunction(text, ['$captured'], {
    filename: node.url === '' ? 'user-function.js' : node.url,
    lineOffset: node.line,
    columnOffset: node.column - before.length,
    ...(/\bimport\s*\(/.test(node.source) && { importModuleDynamically: ownLoader() }),
  }) as unknown as (captured: object) => [unknown, Record<string, (value: unknown) => void>];
  const [made, assign] = make(early);
  const fn = node.syntax === 'expression' ? (made as Function) : methodOf(made as object);
  if (fn.name !== node.name) Object.defineProperty(fn, 'name', { value: node.name, configurable: true });
  return { fn, assign: (name, value) => assign[name]!(value) };
}

/** The one method of an object or class that was written around it. */
function methodOf(holder: object): Function {
  const key = Reflect.ownKeys(holder).find((k) => typeof holder === 'object' || !['length', 'name', 'prototype'].includes(k as string))!;
  const { value, get, set } = Object.getOwnPropertyDescriptor(holder, key)!;
  return (value ?? get ?? set) as Function;
}
