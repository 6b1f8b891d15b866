import { AnalysisError } from '#lib/errors.js';
import { attribute, attributesOf, freshId, named, toAttribute } from '../attribute.js';
import type { Attribute, Expression, SortOrder } from '../expression.js';
import { inputsOf, withInputs } from '../map-relation.js';
import { outputOf } from '../output.js';
import {
  relation,
  type AliasRelation,
  type ExtendRelation,
  type FilterRelation,
  type ProjectRelation,
  type Relation,
  type SortRelation,
} from '../relation.js';
import { showExpression } from '../show-expression.js';
import { analyzeAggregate } from './aggregate.js';
import { analyzeGenerate, extractGenerator } from './generate.js';
import { analyzeJoin, analyzeLateral } from './join.js';
import { analyzePivot } from './pivot.js';
import { hasAggregate, resolve, resolveCondition, resolveList, type Analysis } from './resolve.js';
import { Scope } from './scope.js';
import { analyzeSelect } from './select.js';
import { analyzeSet } from './set.js';
import { withTimeWindow } from './time-window.js';
import { analyzeUnpivot } from './unpivot.js';

/** Analyses plans: names become numbered attributes, functions and casts get types, and what is wrong is said here. */
export class Analyzer {
  readonly #analysis: Analysis;
  readonly #known = new WeakMap<Relation, Relation>();

  constructor(analysis: Pick<Analysis, 'functions' | 'caseSensitive' | 'outer'>) {
    this.#analysis = { ...analysis, subplan: (plan, outer) => new Analyzer({ ...analysis, outer }).analyze(plan) };
  }

  /** The analysed plan. The same relation is analysed once, so a chain of verbs costs no more than its last verb. */
  analyze(node: Relation): Relation {
    let done = this.#known.get(node);
    if (done === undefined && node.kind === 'join' && node.lateral === true) {
      done = analyzeLateral(node, this.analyze(node.left), this.#analysis);
      this.#known.set(node, done);
    }
    if (done === undefined) {
      const plan = withTimeWindow(node);
      const inputs = inputsOf(plan).map((input) => this.analyze(input));
      this.#known.set(node, (done = analyzeNode(plan, inputs, this.#analysis)));
    }
    return done;
  }
}

function analyzeNode(node: Relation, inputs: readonly Relation[], analysis: Analysis): Relation {
  const [child, second] = inputs as [Relation, Relation];
  const scope = (): Scope => new Scope(inputs, analysis.caseSensitive);
  switch (node.kind) {
    case 'read':
    case 'source':
    case 'local':
      return Object.freeze({ ...node, output: attributesOf(node.schema) });
    case 'range':
      return Object.freeze({ ...node, output: [attribute('id', { kind: 'long' }, false)] });
    case 'map':
      return Object.freeze({ ...node, child, output: attributesOf(node.schema) });
    case 'project':
      return analyzeProject(node, child, scope(), analysis);
    case 'filter':
      return analyzeFilter(node, child, analysis);
    case 'join':
      return analyzeJoin(node, child, second, analysis);
    case 'select':
      return analyzeSelect(node, child, analysis);
    case 'generate':
      return analyzeGenerate(node, child, scope(), analysis);
    case 'unpivot':
      return analyzeUnpivot(node, child, scope(), analysis);
    case 'alias':
      return node.columns === undefined ? withInputs(node, inputs) : renamed(node, node.columns, child);
    case 'aggregate':
      return analyzeAggregate(node, child, analysis);
    case 'pivot':
      return analyzePivot(node, child, analysis);
    case 'sort':
      return analyzeSort(node, child, analysis);
    case 'set':
      return analyzeSet(node, child, second);
    case 'distinct':
      return node.columns === undefined
        ? withInputs(node, inputs)
        : Object.freeze({ ...node, child, columns: resolveList(node.columns, scope(), analysis) });
    case 'repartition':
      return Object.freeze({ ...node, child, keys: resolveList(node.keys, scope(), analysis) });
    case 'extend':
      return analyzeExtend(node, child, scope(), analysis);
    case 'limit':
    case 'sample':
    case 'write':
    case 'cached':
      return withInputs(node, inputs);
  }
}

function analyzeProject(node: ProjectRelation, child: Relation, scope: Scope, analysis: Analysis): Relation {
  const generated = extractGenerator(node.columns, child, scope, analysis);
  if (generated !== undefined)
    return analyzeProject(
      { ...node, columns: generated.columns },
      generated.child,
      new Scope([generated.child], analysis.caseSensitive),
      analysis,
    );
  const columns = resolveList(node.columns, scope, analysis);
  // a select list of aggregates alone is an aggregate over all rows, as in Spark
  if (columns.some((e) => hasAggregate(e, analysis.functions)))
    return analyzeAggregate({ kind: 'aggregate', id: node.id, child, grouping: [], columns: node.columns }, child, analysis);
  return Object.freeze({ ...node, child, columns: columns.map(named) });
}

function analyzeFilter(node: FilterRelation, child: Relation, analysis: Analysis): Relation {
  return withHidden(node.id, child, analysis, (over, scope) => {
    const condition = resolveCondition(node.condition, scope, analysis, 'filter()');
    if (hasAggregate(condition, analysis.functions))
      throw new AnalysisError(
        'INVALID_WHERE_CONDITION',
        `A filter must not have an aggregate function; got ${showExpression(condition)}. Aggregate first, then filter the result.`,
        { sqlState: '42903' },
      );
    return Object.freeze({ ...node, child: over, condition });
  });
}

function analyzeSort(node: SortRelation, child: Relation, analysis: Analysis): Relation {
  return withHidden(node.id, child, analysis, (over, scope) =>
    Object.freeze({ ...node, child: over, order: node.order.map((o) => resolve(o, scope, analysis) as SortOrder) }),
  );
}

/**
 * Spark lets a sort or filter after a select name a column that the select left out: the column is then carried along
 * and dropped afterwards.
 */
function withHidden(id: number, child: Relation, analysis: Analysis, build: (over: Relation, scope: Scope) => Relation): Relation {
  try {
    return build(child, new Scope([child], analysis.caseSensitive));
  } catch (e) {
    if (
      child.kind !== 'project' ||
      !(e instanceof AnalysisError) ||
      !(e.condition.startsWith('UNRESOLVED_COLUMN') || e.condition === 'CANNOT_RESOLVE_DATAFRAME_COLUMN')
    )
      throw e;
    const shown = new Set(child.columns.map((c) => toAttribute(c).id));
    const names = new Set(outputOf(child).map((a) => a.name.toLowerCase()));
    const hidden = outputOf(child.child).filter((a) => !shown.has(a.id) && !names.has(a.name.toLowerCase()));
    const wider: ProjectRelation = Object.freeze({ ...child, columns: [...child.columns, ...hidden] });
    let over: Relation;
    try {
      over = build(wider, new Scope([wider], analysis.caseSensitive));
    } catch {
      throw e;
    }
    return Object.freeze({ kind: 'project', id, child: over, columns: outputOf(child) } satisfies ProjectRelation);
  }
}

/** `t(a, b)`: all columns under new names, and the relation's. */
function renamed(node: AliasRelation, names: readonly string[], child: Relation): Relation {
  const old = outputOf(child);
  if (old.length !== names.length)
    throw new AnalysisError(
      'ASSIGNMENT_ARITY_MISMATCH',
      `${node.name}(${names.join(', ')}) must name all ${old.length} columns (${old.map((a) => a.name).join(', ')}); it names ${names.length}`,
      { sqlState: '42802' },
    );
  const columns = old.map((a, i): Expression => ({ kind: 'alias', child: a, name: names[i]!, id: freshId() }));
  const { columns: _, ...alias } = node;
  return Object.freeze({ ...alias, child: relation<ProjectRelation>({ kind: 'project', child, columns }) });
}

/** The new columns get numbers; a column of the same name is replaced where it stands. */
function analyzeExtend(node: ExtendRelation, child: Relation, scope: Scope, analysis: Analysis): Relation {
  const output = node.fields.map((f) => attribute(f.name, f.type, f.nullable, f.metadata, freshId()));
  const fold = (name: string): string => (analysis.caseSensitive ? name : name.toLowerCase());
  const extend: ExtendRelation = Object.freeze({ ...node, child, inputs: resolveList(node.inputs, scope, analysis), output });
  const added = new Map<string, Attribute>(output.map((a) => [fold(a.name), a]));
  const before = outputOf(child);
  if (!before.some((a) => added.has(fold(a.name)))) return extend;
  const kept: Expression[] = before.map((a) => added.get(fold(a.name)) ?? a);
  return Object.freeze({
    kind: 'project',
    id: node.id,
    child: extend,
    columns: [...new Set([...kept, ...output])],
  } satisfies ProjectRelation);
}
