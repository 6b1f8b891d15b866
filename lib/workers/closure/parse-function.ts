import { parse } from 'acorn';
import type {
  ArrowFunctionExpression,
  ClassExpression,
  ExpressionStatement,
  FunctionExpression,
  MethodDefinition,
  ObjectExpression,
  Program,
  Property,
} from 'acorn';
import type { FunctionSyntax } from './captured-function.js';

export type FunctionAst = FunctionExpression | ArrowFunctionExpression | ClassExpression | Property | MethodDefinition;

/** A function's text, parsed: its tree, how the text stands by itself, and how far positions are shifted by what was put before it. */
export interface ParsedFunction {
  readonly ast: FunctionAst;
  readonly syntax: FunctionSyntax;
  readonly shift: number;
  readonly strict: boolean;
}

interface Reading {
  readonly syntax: FunctionSyntax;
  readonly before: string;
  readonly after: string;
  pick(expression: any): FunctionAst;
}

/** What `Function.prototype.toString` can give, in the order to try: a method that uses `super` or `#private` is legal in a class only. */
const READINGS: readonly Reading[] = [
  { syntax: 'expression', before: '(', after: '\n)', pick: (expression: FunctionExpression) => expression },
  { syntax: 'method', before: '({', after: '\n})', pick: (object: ObjectExpression) => object.properties[0] as Property },
  {
    syntax: 'class-method',
    before: '(class extends Object{',
    after: '\n})',
    pick: (type: ClassExpression) => type.body.body[0] as MethodDefinition,
  },
];

/** Parses a function's or a class's own text. Throws acorn's SyntaxError of the first reading where none fits. */
export function parseFunction(source: string): ParsedFunction {
  let first: unknown;
  for (const { syntax, before, after, pick } of READINGS) {
    for (const sourceType of ['module', 'script'] as const) {
      try {
        const program: Program = parse(before + source + after, { ecmaVersion: 'latest', sourceType, checkPrivateFields: false });
        const ast = pick((program.body[0] as ExpressionStatement).expression);
        if (syntax === 'expression' && !/Function|Class/.test(ast.type)) throw new SyntaxError(`it is no function but ${ast.type}`);
        return { ast, syntax, shift: before.length, strict: sourceType === 'module' };
      } catch (error) {
        first ??= error;
      }
    }
  }
  throw first;
}
