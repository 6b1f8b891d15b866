import { AnalysisError } from '#lib/errors.js';
import * as t from '#lib/types/data-type.js';
import { typeName } from '#lib/types/type-name.js';
import { attribute } from '../attribute.js';
import { castTo } from '../cast-to.js';
import { commonType } from '../common-type.js';
import type { Call, Expression } from '../expression.js';
import { some } from '../map-expression.js';
import { outputOf } from '../output.js';
import { relation, type GenerateRelation, type Relation } from '../relation.js';
import { showExpression } from '../show-expression.js';
import { nullableOf, typeOf } from '../type-of.js';
import { resolve, type Analysis } from './resolve.js';
import type { Scope } from './scope.js';

const NAMES = new Set(['explode', 'posexplode', 'inline', 'stack', 'json_tuple', 'variant_explode']);

/** The generator that a function's name says (`explode_outer` is `explode`), or undefined where it is none. */
export const generatorName = (fn: string): string | undefined => {
  const name = fn.toLowerCase().replace(/_outer$/, '');
  return NAMES.has(name) ? name : undefined;
};
export const isGenerator = (e: Expression): boolean => e.kind === 'call' && generatorName(e.fn) !== undefined;

/** A generate whose generator is known as arrays to unnest side by side, and the columns that it adds. */
export function analyzeGenerate(node: GenerateRelation, child: Relation, scope: Scope, analysis: Analysis): Relation {
  const fn = generatorName(node.generator.fn);
  if (fn === undefined)
    throw new AnalysisError(
      'UNSUPPORTED_GENERATOR.NOT_GENERATOR',
      `'${node.generator.fn}' must be a function that gives rows: ${[...NAMES].join(', ')}`,
      { sqlState: '42K0E' },
    );
  const args = node.generator.args.map((arg) => resolve(arg, scope, analysis));
  const generator: Call = Object.freeze({ ...node.generator, args });
  const { lists, names, position } = unnested(fn, generator, scope, analysis);
  const outer = node.outer || /_outer$/i.test(node.generator.fn);
  const elements = lists.map((list) => typeOf(list) as t.ArrayType);
  const titles = titlesOf(node, position ? ['pos', ...names] : names);
  const added = elements.map((type, i) => attribute(titles[i + (position ? 1 : 0)]!, type.element, outer || type.containsNull));
  const output = position ? [attribute(titles[0]!, t.integer, outer), ...added] : added;
  return Object.freeze({ ...node, child, generator, outer, lists, output, ...(position && { position }) });
}

interface Unnested {
  readonly lists: readonly Expression[];
  readonly names: readonly string[];
  readonly position: boolean;
}

function unnested(fn: string, generator: Call, scope: Scope, analysis: Analysis): Unnested {
  const [first] = generator.args;
  const call = (name: string, ...args: Expression[]): Expression => resolve({ kind: 'call', fn: name, args }, scope, analysis);
  switch (fn) {
    case 'stack':
      return { ...stacked(generator), position: false };
    case 'variant_explode': {
      if (first === undefined || generator.args.length !== 1 || !['variant', 'null'].includes(typeOf(first).kind))
        return wrongInput(fn, 'one variant', generator);
      const entries = call('variant entries', first);
      const names = ['pos', 'key', 'value'];
      return { lists: names.map((name): Expression => Object.freeze({ kind: 'field', child: entries, name })), names, position: false };
    }
    case 'json_tuple': {
      const [json, ...fields] = generator.args;
      if (json === undefined || fields.length === 0) return wrongInput(fn, 'a json text and the names of its fields', generator);
      const path = (field: Expression): Expression => {
        if (field.kind !== 'literal' || typeof field.value !== 'string') return wrongInput(fn, 'names of fields as constants', generator);
        return Object.freeze({ kind: 'literal', type: t.string, value: `$.${field.value}` });
      };
      return {
        lists: fields.map((field) => arrayOf([call('get_json_object', json, path(field))], t.string)),
        names: fields.map((_, i) => `c${i}`),
        position: false,
      };
    }
    default: {
      const type = first === undefined || generator.args.length !== 1 ? undefined : typeOf(first);
      if (fn === 'inline') {
        if (type?.kind !== 'array' || type.element.kind !== 'struct') return wrongInput(fn, 'one array of structs', generator);
        return {
          lists: type.element.fields.map((f): Expression => Object.freeze({ kind: 'field', child: first!, name: f.name })),
          names: type.element.fields.map((f) => f.name),
          position: false,
        };
      }
      if (type?.kind === 'array') return { lists: [first!], names: ['col'], position: fn === 'posexplode' };
      if (type?.kind !== 'map') return wrongInput(fn, 'one array or map', generator);
      return {
        lists: [call('map_keys', first!), call('map_values', first!)],
        names: ['key', 'value'],
        position: fn === 'posexplode',
      };
    }
  }
}

/** `stack(n, a, b, …)`: the values row by row, in n rows; what lacks is null. */
function stacked(generator: Call): { lists: readonly Expression[]; names: readonly string[] } {
  const [count, ...values] = generator.args;
  if (count?.kind !== 'literal' || typeof count.value !== 'number' || count.value < 1 || values.length === 0)
    return wrongInput('stack', 'a whole number of rows > 0 and their values', generator);
  const width = Math.ceil(values.length / count.value);
  const rows = count.value;
  const column = (i: number): Expression => {
    const own = Array.from({ length: rows }, (_, row) => values[row * width + i] ?? NULL);
    const type = own.map(typeOf).reduce((a, b) => commonType(a, b) ?? wrongInput('stack', 'values of one type in each column', generator));
    return arrayOf(own, type);
  };
  const lists = Array.from({ length: width }, (_, i) => column(i));
  return { lists, names: lists.map((_, i) => `col${i}`) };
}

const NULL: Expression = Object.freeze({ kind: 'literal', type: t.nullType, value: null });

const arrayOf = (items: readonly Expression[], type: t.DataType): Expression =>
  Object.freeze({
    kind: 'call',
    fn: 'array',
    args: items.map((e) => castTo(e, type)),
    type: t.array(type, items.some(nullableOf)),
    nullable: false,
  });

function titlesOf(node: GenerateRelation, names: readonly string[]): readonly string[] {
  if (node.names === undefined || node.names.length === 0) return names;
  if (node.names.length !== names.length)
    throw new AnalysisError(
      'UDTF_ALIAS_NUMBER_MISMATCH',
      `${showExpression(node.generator)} gives ${names.length} columns (${names.join(', ')}); got ${node.names.length} names: ${node.names.join(', ')}`,
      { sqlState: '42802' },
    );
  return node.names;
}

function wrongInput(fn: string, wanted: string, generator: Call): never {
  const got = generator.args.map((e) => `${showExpression(e)}: ${typeName(typeOf(e))}`).join(', ');
  throw new AnalysisError('DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE', `${fn}() must have ${wanted}; got ${got || 'nothing'}`, {
    sqlState: '42K09',
  });
}

/** A select list without its generator: that becomes a relation below, whose columns stand where it stood. */
export function extractGenerator(
  columns: readonly Expression[],
  child: Relation,
  scope: Scope,
  analysis: Analysis,
): { child: Relation; columns: readonly Expression[] } | undefined {
  const isOne = (e: Expression): boolean => isGenerator(e.kind === 'alias' ? e.child : e);
  for (const e of columns) {
    if (!isOne(e) && some(e, isGenerator))
      throw new AnalysisError(
        'UNSUPPORTED_GENERATOR.NESTED_IN_EXPRESSIONS',
        `A function that gives rows must stand alone in a select list; got ${showExpression(e)}`,
        { sqlState: '42K0E' },
      );
  }
  const found = columns.filter(isOne);
  if (found.length === 0) return undefined;
  if (found.length > 1)
    throw new AnalysisError(
      'UNSUPPORTED_GENERATOR.MULTI_GENERATOR',
      `A select list must have one function that gives rows; got ${found.map((e) => showExpression(e)).join(', ')}`,
      { sqlState: '42K0E' },
    );
  const e = found[0]!;
  const names = e.kind === 'alias' ? (e.names ?? [e.name]) : undefined;
  const node = relation<GenerateRelation>({
    kind: 'generate',
    child,
    generator: (e.kind === 'alias' ? e.child : e) as Call,
    outer: false,
    ...(names && { names }),
  });
  const generated = analyzeGenerate(node, child, scope, analysis);
  const added = outputOf(generated).slice(outputOf(child).length);
  return { child: generated, columns: columns.flatMap((c) => (c === e ? added : c.kind === 'star' ? scope.expand(c) : [c])) };
}
