import { AnalysisError } from '#lib/errors.js';
import { didYouMean } from '#lib/nearest-name.js';
import type { DataType } from '#lib/types/data-type.js';
import { schemaLine, typeName } from '#lib/types/type-name.js';
import { schemaOf } from '../attribute.js';
import type { Attribute, ColumnName, Expression, Star } from '../expression.js';
import { expressionKey } from '../expression-key.js';
import { inputsOf } from '../map-relation.js';
import { outputOf } from '../output.js';
import type { Relation } from '../relation.js';
import { typeOf } from '../type-of.js';

/** A column that an expression may name, and the relation's name that it may be qualified with. */
export interface Visible {
  readonly attribute: Attribute;
  readonly qualifier: string | undefined;
}

/** What the names in an expression mean: the columns of the relations that it is computed from. */
export class Scope {
  readonly relations: readonly Relation[];
  readonly #fold: (name: string) => string;
  readonly #byName = new Map<string, Visible[]>();
  readonly #caseSensitive: boolean;
  readonly #params: readonly Attribute[];

  /** `params` are those of the lambdas around the expression, innermost first: they go before columns. */
  constructor(relations: readonly Relation[], caseSensitive: boolean, params: readonly Attribute[] = []) {
    this.relations = relations;
    this.#caseSensitive = caseSensitive;
    this.#params = params;
    this.#fold = caseSensitive ? (name) => name : (name) => name.toLowerCase();
    for (const column of this.visible()) {
      const name = this.#fold(column.attribute.name);
      const others = this.#byName.get(name);
      if (others === undefined) this.#byName.set(name, [column]);
      else others.push(column);
    }
  }

  /** The scope of a lambda's body. */
  within(params: readonly Attribute[]): Scope {
    return new Scope(this.relations, this.#caseSensitive, [...params, ...this.#params]);
  }

  visible(): readonly Visible[] {
    return this.relations.flatMap(visibleIn);
  }
  attributes(): readonly Attribute[] {
    return this.relations.flatMap((r) => outputOf(r));
  }

  /** The columns that `*` or `t.*` stands for, or the fields of a struct column (`s.*`), without those that it excepts. */
  expand({ target, except = [], dropped = [] }: Star): Expression[] {
    if (except.length + dropped.length === 0) return this.#expand(target);
    const left = [...except.map((parts) => this.resolve({ kind: 'column', parts })), ...dropped.flatMap((name) => this.#ifHere(name))];
    const out = new Set(left.map((e) => expressionKey(e)));
    return this.#expand(target).filter((e) => !out.has(expressionKey(e)));
  }

  /** A column of a DataFrame, if it is here. */
  #ifHere(name: ColumnName): Expression[] {
    try {
      return [this.resolve(name)];
    } catch (error) {
      if (error instanceof AnalysisError && error.condition === 'CANNOT_RESOLVE_DATAFRAME_COLUMN') return [];
      throw error;
    }
  }
  #expand(target: readonly string[] | undefined): Expression[] {
    if (target === undefined) return [...this.attributes()];
    const [qualifier] = target;
    const found = this.visible().filter((v) => v.qualifier !== undefined && this.#fold(v.qualifier) === this.#fold(qualifier!));
    if (found.length > 0 && target.length === 1) return found.map((v) => v.attribute);
    const struct = this.resolve({ kind: 'column', parts: target });
    const type = typeOf(struct);
    if (type.kind !== 'struct')
      throw new AnalysisError(
        'CANNOT_RESOLVE_STAR_EXPAND',
        `'${target.join('.')}.*' must name a relation or a struct column; it is ${typeName(type)}`,
        { sqlState: '42704' },
      );
    return type.fields.map((f) => Object.freeze({ kind: 'field', child: struct, name: f.name }));
  }

  /** The attribute that a name means, and the struct fields that follow it. */
  resolve(name: ColumnName): Expression {
    return this.find(name) ?? this.#missing(name.parts);
  }

  /** As `resolve`, but undefined where nothing here has the name. */
  find(name: ColumnName): Expression | undefined {
    if (name.relation !== undefined) return this.#ofRelation(name, name.relation);
    const { found, rest } = this.#find(name.parts);
    const ids = new Set(found.map((v) => v.attribute.id));
    if (ids.size > 1) {
      const sources = found.map((v) => (v.qualifier === undefined ? v.attribute.name : `${v.qualifier}.${v.attribute.name}`));
      throw new AnalysisError(
        'AMBIGUOUS_REFERENCE',
        `Column '${name.parts.join('.')}' could be any of ${found.length}: ${sources.join(', ')}. Qualify it by an alias (df.alias('a'), col('a.${name.parts.at(-1)!}')) or take it from its DataFrame (df.col('${name.parts.at(-1)!}')).`,
        { sqlState: '42704' },
      );
    }
    const first = found[0];
    return first === undefined ? undefined : rest.reduce<Expression>((e, part) => fieldOf(e, part, this.#fold), first.attribute);
  }

  #find(parts: readonly string[]): { found: readonly Visible[]; rest: readonly string[] } {
    const param = this.#params.find((p) => this.#fold(p.name) === this.#fold(parts[0]!));
    if (param !== undefined) return { found: [{ attribute: param, qualifier: undefined }], rest: parts.slice(1) };
    if (parts.length > 1) {
      const qualifier = this.#fold(parts[0]!);
      const found = (this.#byName.get(this.#fold(parts[1]!)) ?? []).filter(
        (v) => v.qualifier !== undefined && this.#fold(v.qualifier) === qualifier,
      );
      if (found.length > 0) return { found, rest: parts.slice(2) };
    }
    return { found: this.#byName.get(this.#fold(parts[0]!)) ?? [], rest: parts.slice(1) };
  }

  /** `df.col('a')`: the column of that very relation, wherever it is in the plan below; the nearest one wins. */
  #ofRelation(name: ColumnName, id: number): Expression {
    const places = this.relations.flatMap((r) => findRelation(r, id, 0));
    const here = new Map(this.attributes().map((a) => [a.id, a]));
    const [first, ...rest] = name.parts;
    const candidates = places.flatMap(({ node, depth }) =>
      outputOf(node)
        .filter((a, i) => (name.place === undefined ? this.#fold(a.name) === this.#fold(first!) : i === name.place) && here.has(a.id))
        .map((a) => ({ attribute: here.get(a.id)!, depth })),
    );
    const nearest = Math.min(...candidates.map((c) => c.depth));
    const found = candidates.filter((c) => c.depth === nearest);
    if (new Set(found.map((c) => c.attribute.id)).size > 1) {
      throw new AnalysisError(
        'AMBIGUOUS_COLUMN_REFERENCE',
        `Column '${first!}' is of a DataFrame that is on both sides of this join. Give each side an alias: df.alias('a').join(df.alias('b'), col('a.${first!}').eq(col('b.${first!}'))).`,
        { sqlState: '42702' },
      );
    }
    if (found.length === 0) {
      throw new AnalysisError(
        'CANNOT_RESOLVE_DATAFRAME_COLUMN',
        `Column '${first!}' was taken from a DataFrame that this one is not made from, or that no longer has it; here is ${schemaLine(schemaOf(this.attributes()))}. Use col('${first!}').`,
        { sqlState: '42704' },
      );
    }
    return rest.reduce<Expression>((e, part) => fieldOf(e, part, this.#fold), found[0]!.attribute);
  }

  #missing(parts: readonly string[]): never {
    const name = parts.join('.');
    const attributes = this.attributes();
    const condition = attributes.length > 0 ? 'UNRESOLVED_COLUMN.WITH_SUGGESTION' : 'UNRESOLVED_COLUMN.WITHOUT_SUGGESTION';
    const where =
      attributes.length > 0
        ? ` in ${schemaLine(schemaOf(attributes))}.${didYouMean(
            name,
            attributes.map((a) => a.name),
          )}`
        : ': nothing here has columns';
    throw new AnalysisError(condition, `No column '${name}'${where}`, { sqlState: '42703' });
  }
}

/** A field of a struct expression by name, with the name as the struct spells it. */
export function fieldOf(e: Expression, name: string, fold: (name: string) => string): Expression {
  const own: DataType = typeOf(e);
  const type = own.kind === 'array' ? own.element : own;
  if (type.kind !== 'struct')
    throw new AnalysisError('INVALID_EXTRACT_BASE_FIELD_TYPE', `'${name}' must be taken from a struct; the value is ${typeName(type)}`, {
      sqlState: '42000',
    });
  const found = type.fields.filter((f) => fold(f.name) === fold(name));
  if (found.length === 0)
    throw new AnalysisError(
      'FIELD_NOT_FOUND',
      `No field '${name}' in ${typeName(type)}.${didYouMean(
        name,
        type.fields.map((f) => f.name),
      )}`,
      { sqlState: '42704' },
    );
  return Object.freeze({ kind: 'field', child: e, name: found[0]!.name });
}

const known = new WeakMap<Relation, readonly Visible[]>();

function visibleIn(node: Relation): readonly Visible[] {
  let columns = known.get(node);
  if (columns === undefined) known.set(node, (columns = computeVisible(node)));
  return columns;
}

function computeVisible(node: Relation): readonly Visible[] {
  const output = outputOf(node);
  if (node.kind === 'alias') return output.map((attribute) => ({ attribute, qualifier: node.name }));
  const qualifiers = new Map(inputsOf(node).flatMap((input) => visibleIn(input).map((v) => [v.attribute.id, v.qualifier] as const)));
  return output.map((attribute) => ({
    attribute,
    qualifier: qualifiers.get(attribute.id) ?? (node.kind === 'generate' ? node.qualifier : undefined),
  }));
}

function findRelation(node: Relation, id: number, depth: number): { node: Relation; depth: number }[] {
  if (node.id === id) return [{ node, depth }];
  return inputsOf(node).flatMap((input) => findRelation(input, id, depth + 1));
}
