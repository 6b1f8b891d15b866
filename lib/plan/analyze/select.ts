import { AnalysisError } from '#lib/errors.js';
import { freshId, named, toAttribute } from '../attribute.js';
import type { Alias, Attribute, Expression, SortOrder } from '../expression.js';
import { expressionKey } from '../expression-key.js';
import { mapParts, some } from '../map-expression.js';
import { outputOf } from '../output.js';
import {
  relation,
  type DistinctRelation,
  type FilterRelation,
  type ProjectRelation,
  type Relation,
  type RepartitionRelation,
  type SelectRelation,
  type SortRelation,
} from '../relation.js';
import { showExpression } from '../show-expression.js';
import { groupBy } from './aggregate.js';
import { extractGenerator, isGenerator } from './generate.js';
import { liftAggregates } from './lift-aggregates.js';
import { hasAggregate, resolve, resolveCondition, type Analysis } from './resolve.js';
import { Scope } from './scope.js';
import { SelectNames } from './select-names.js';

/** A SELECT as projections, aggregates, filters and sorts. What ORDER BY, HAVING and QUALIFY compute is carried in hidden columns and dropped. */
export function analyzeSelect(node: SelectRelation, child: Relation, analysis: Analysis): Relation {
  const scope = new Scope([child], analysis.caseSensitive);
  const aggregates = [...node.columns, ...node.order].some((e) => hasAggregate(e, analysis.functions));
  const grouped = node.grouping !== undefined || node.having !== undefined || aggregates;
  const generated = grouped ? generateOverGroups(node, analysis) : extractGenerator(node.columns, child, scope, analysis);
  if (generated !== undefined) {
    const below = 'select' in generated ? analyzeSelect(generated.select, child, analysis) : generated.child;
    const { grouping: _, having: __, ...rest } = node;
    return analyzeSelect({ ...rest, columns: generated.columns }, below, analysis);
  }
  return new SelectBuilder(node, child, scope, analysis).build(grouped);
}

/** `SELECT explode(collect_list(a)) … GROUP BY`: the groups first, then the generator over what they give. */
function generateOverGroups(
  node: SelectRelation,
  analysis: Analysis,
): { select: SelectRelation; columns: readonly Expression[] } | undefined {
  const callOf = (e: Expression): Expression => (e.kind === 'alias' ? e.child : e);
  if (!node.columns.some((e) => isGenerator(callOf(e)))) return undefined;
  const below: Expression[] = [];
  const hide = (e: Expression, name: string): Expression => {
    below.push(Object.freeze({ kind: 'alias', child: e, name }));
    return Object.freeze({ kind: 'column', parts: [name] });
  };
  const columns = node.columns.map((e, i) => {
    const call = callOf(e);
    if (call.kind !== 'call' || !isGenerator(call)) return hide(callOf(e), e.kind === 'alias' ? e.name : showExpression(e));
    const over = Object.freeze({
      ...call,
      args: call.args.map((arg, j) => (hasAggregate(arg, analysis.functions) ? hide(arg, `__argument_${i}_${j}`) : arg)),
    });
    return e.kind === 'alias' ? Object.freeze({ ...e, child: over }) : over;
  });
  return { select: { ...node, columns: below, order: [], distinct: false }, columns };
}

class SelectBuilder {
  readonly #node: SelectRelation;
  readonly #child: Relation;
  readonly #scope: Scope;
  readonly #analysis: Analysis;
  readonly #names: SelectNames;
  /** The select list, resolved and numbered. */
  readonly #columns: readonly (Attribute | (Alias & { readonly id: number }))[];
  readonly #hidden: (Alias & { readonly id: number })[] = [];

  constructor(node: SelectRelation, child: Relation, scope: Scope, analysis: Analysis) {
    this.#node = node;
    this.#child = child;
    this.#scope = scope;
    this.#analysis = analysis;
    const list = node.columns.flatMap((e) => (e.kind === 'star' ? scope.expand(e) : [e]));
    this.#names = new SelectNames(list, scope, analysis);
    this.#columns = this.#names.columns.map((e) => named(this.#resolve(e)));
  }

  build(grouped: boolean): Relation {
    const { node, order, keys, qualify } = this.#clauses();
    let result = grouped ? this.#aggregate() : relation<ProjectRelation>({ kind: 'project', child: this.#child, columns: this.#all() });
    if (qualify !== undefined) result = relation<FilterRelation>({ kind: 'filter', child: result, condition: qualify });
    if (node.distinct) result = relation<DistinctRelation>({ kind: 'distinct', child: this.#shown(result) });
    if (keys !== undefined) result = relation<RepartitionRelation>({ kind: 'repartition', child: result, keys, shuffle: true });
    if (order.length > 0) result = relation<SortRelation>({ kind: 'sort', child: result, order, global: node.local !== true });
    return Object.freeze({ ...this.#shown(result), id: node.id });
  }

  /** Resolves ORDER BY, DISTRIBUTE BY and QUALIFY; what is not a column of the list becomes a hidden one. */
  #clauses() {
    const node = this.#node;
    const every = node.orderAll && this.#columns.map((c): SortOrder => ({ kind: 'sort', child: toAttribute(c), ...node.orderAll! }));
    const order = every ?? node.order.map((o): SortOrder => ({ ...o, child: this.#inOutput(this.#names.ordering(o.child)) }));
    const keys = node.distribute?.map((e) => this.#inOutput(this.#names.ordering(e)));
    const qualify = node.qualify && this.#inOutput(this.#names.over(node.qualify));
    return { node, order, keys, qualify };
  }

  #resolve(e: Expression): Expression {
    return resolve(e, this.#scope, this.#analysis);
  }
  #all(): Expression[] {
    return [...this.#columns, ...this.#hidden];
  }

  /** An expression over the select list's columns, or a hidden column that has its value. */
  #inOutput(raw: Expression): Expression {
    const e = this.#resolve(raw);
    const known = new Map(this.#columns.map((c) => [expressionKey(c.kind === 'alias' ? c.child : c), toAttribute(c)]));
    const own = new Set([...known.values()].map((a) => a.id));
    const replace = (part: Expression): Expression => known.get(expressionKey(part)) ?? mapParts(part, replace);
    const over = replace(e);
    const foreign = (part: Expression): boolean =>
      (part.kind === 'attribute' && !own.has(part.id)) || part.kind === 'window' || hasAggregate(part, this.#analysis.functions);
    if (!some(over, foreign)) return over;
    if (this.#node.distinct)
      throw new AnalysisError(
        'UNRESOLVED_COLUMN.WITH_SUGGESTION',
        `ORDER BY of a SELECT DISTINCT must use what is selected (${this.#columns.map((c) => c.name).join(', ')}); got ${showExpression(e)}`,
        { sqlState: '42703' },
      );
    return this.#hide(e);
  }

  #hide(e: Expression): Attribute {
    const column = Object.freeze({ kind: 'alias', child: e, name: `__hidden_${this.#hidden.length}`, id: freshId() } as const);
    this.#hidden.push(column);
    return toAttribute(column);
  }

  #shown(node: Relation): Relation {
    if (this.#hidden.length === 0 || outputOf(node).length === this.#columns.length) return node;
    return relation<ProjectRelation>({ kind: 'project', child: node, columns: outputOf(node).slice(0, this.#columns.length) });
  }

  #aggregate(): Relation {
    const { grouping, having } = this.#node;
    const keys =
      grouping === undefined
        ? []
        : grouping === 'all'
          ? this.#ungrouped()
          : grouping.keys.map((e) => this.#resolve(this.#names.grouping(e)));
    const sets = grouping === undefined || grouping === 'all' ? undefined : grouping.sets;
    const group = (columns: readonly Expression[]): Relation =>
      groupBy(this.#node.id, this.#child, keys.map(bare), columns, this.#analysis, sets);
    if (having === undefined) return group(this.#all());
    const condition = resolveCondition(this.#names.over(having), this.#scope, this.#analysis, 'HAVING');
    const test = Object.freeze({ kind: 'alias', child: condition, name: '__having', id: freshId() } as const);
    const node = group([...this.#all(), test]);
    // windows see the groups that are left: the condition goes between
    const lifted = (node.kind === 'aggregate' ? liftAggregates(node, this.#analysis, true) : node) as ProjectRelation;
    const last = lifted.columns.at(-1)!;
    const filter = relation<FilterRelation>({ kind: 'filter', child: lifted.child, condition: last.kind === 'alias' ? last.child : last });
    return Object.freeze({ ...lifted, child: filter, columns: lifted.columns.slice(0, -1) });
  }

  /** GROUP BY ALL: the columns that aggregate nothing and are no constants. */
  #ungrouped(): Expression[] {
    return this.#columns
      .filter((c) => !hasAggregate(c, this.#analysis.functions) && some(c, (part) => part.kind === 'attribute'))
      .map(bare);
  }
}

const bare = (e: Expression): Expression => (e.kind === 'alias' ? e.child : e);
