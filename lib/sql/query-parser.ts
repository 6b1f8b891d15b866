import type { Expression } from '#lib/plan/expression.js';
import type * as plan from '#lib/plan/relation.js';
import { relation, type Relation, type SelectRelation } from '#lib/plan/relation.js';
import { constantOf } from './constant.js';
import type { SqlContext } from './context.js';
import { ExpressionParser } from './expression-parser.js';
import { FromParser } from './from-parser.js';
import { readSelect } from './select-parser.js';
import type { TokenStream } from './token-stream.js';

/** Set operations by how strongly they bind: INTERSECT before UNION, EXCEPT and MINUS. */
const SETS: readonly Readonly<Record<string, plan.SetRelation['op']>>[] = [
  { UNION: 'union', EXCEPT: 'except', MINUS: 'except' },
  { INTERSECT: 'intersect' },
];

/** Reads queries of Spark SQL from tokens, as relations of a plan. */
export class QueryParser {
  readonly tokens: TokenStream;
  readonly context: SqlContext;
  readonly expressions: ExpressionParser;
  readonly from: FromParser;

  constructor(tokens: TokenStream, context: SqlContext) {
    this.tokens = tokens;
    this.context = context;
    this.expressions = new ExpressionParser(tokens, context, () => this.query());
    this.from = new FromParser(this);
  }

  /** `[WITH …] SELECT … [UNION …] [ORDER BY …] [LIMIT …]`. */
  query(): Relation {
    if (this.tokens.word('WITH')) return this.#with();
    return this.#tail(this.#sets(0));
  }

  #with(): Relation {
    const { tokens, context } = this;
    if (tokens.isWord('RECURSIVE'))
      tokens.fail('a recursive query is not supported', tokens.peek(), 'UNSUPPORTED_FEATURE.RECURSIVE_CTE', '0A000');
    const views = new Map<string, Relation>();
    const parser = new QueryParser(tokens, {
      table: (parts) => (parts.length === 1 ? views.get(parts[0]!.toLowerCase()) : undefined) ?? context.table(parts),
      userCall: (name, args) => context.userCall(name, args),
      parameter: (name) => context.parameter(name),
    });
    do {
      const at = tokens.peek();
      const name = tokens.name('a name for the common table expression');
      if (views.has(name.toLowerCase())) tokens.fail(`'${name}' is defined twice`, at, 'DUPLICATED_CTE_NAMES', '42602');
      const columns = tokens.isSign('(') ? tokens.names('a column') : undefined;
      tokens.word('AS');
      tokens.expectSign('(');
      const child = parser.query();
      tokens.expectSign(')');
      views.set(name.toLowerCase(), columns === undefined ? child : relation<plan.AliasRelation>({ kind: 'alias', child, name, columns }));
    } while (tokens.sign(','));
    return parser.query();
  }

  #sets(level: number): Relation {
    const operators = SETS[level];
    if (operators === undefined) return this.#term();
    let left = this.#sets(level + 1);
    for (;;) {
      const word = Object.keys(operators).find((w) => this.tokens.word(w));
      if (word === undefined) return left;
      const all = this.tokens.word('ALL') || (this.tokens.word('DISTINCT'), false);
      const op = operators[word]!;
      const both = relation<plan.SetRelation>({ kind: 'set', op, all: all || op === 'union', left, right: this.#sets(level + 1) });
      left = op === 'union' && !all ? relation<plan.DistinctRelation>({ kind: 'distinct', child: both }) : both;
    }
  }

  #term(): Relation {
    const { tokens } = this;
    if (tokens.sign('(')) {
      const node = this.query();
      tokens.expectSign(')');
      return node;
    }
    if (tokens.isWord('VALUES')) return this.from.table();
    if (tokens.word('TABLE')) return this.context.table(this.from.tableName());
    if (!tokens.word('SELECT')) tokens.fail('expected a query');
    return readSelect(this);
  }

  /** ORDER BY, SORT BY, DISTRIBUTE BY, CLUSTER BY, LIMIT and OFFSET. */
  #tail(node: Relation): Relation {
    const { tokens, expressions } = this;
    let result = node;
    if (tokens.word('ORDER', 'BY')) result = this.#ordered(node, { order: expressions.sortOrders() });
    else if (tokens.word('CLUSTER', 'BY')) {
      const distribute = expressions.list();
      const order = distribute.map((child) => Object.freeze({ kind: 'sort', child, descending: false, nullsFirst: true } as const));
      result = this.#ordered(node, { order, local: true, distribute });
    } else {
      const distribute = tokens.word('DISTRIBUTE', 'BY') ? expressions.list() : undefined;
      const order = tokens.word('SORT', 'BY') ? expressions.sortOrders() : [];
      if (distribute !== undefined || order.length > 0)
        result = this.#ordered(node, { order, local: true, ...(distribute && { distribute }) });
    }
    const limit = tokens.word('LIMIT') ? (tokens.word('ALL') ? undefined : this.#count('LIMIT')) : undefined;
    const offset = tokens.word('OFFSET') ? this.#count('OFFSET') : undefined;
    if (limit === undefined && offset === undefined) return result;
    return relation<plan.LimitRelation>({
      kind: 'limit',
      child: result,
      ...(limit !== undefined && { limit }),
      ...(offset !== undefined && { offset }),
    });
  }

  #ordered(node: Relation, clauses: Pick<SelectRelation, 'order' | 'local' | 'distribute'>): Relation {
    const all = clauses.order.length === 1 && isAll(clauses.order[0]!.child);
    const order = all ? 'all' : clauses.order;
    const select: Omit<SelectRelation, 'id'> =
      node.kind === 'select' && node.order.length === 0
        ? node
        : { kind: 'select', child: node, columns: [{ kind: 'star' }], distinct: false, order: [] };
    if (order !== 'all') return relation<SelectRelation>({ ...select, ...clauses });
    const { descending, nullsFirst } = clauses.order[0]!;
    return relation<SelectRelation>({ ...select, ...clauses, order: [], orderAll: { descending, nullsFirst } });
  }

  #count(clause: string): number {
    const token = this.tokens.peek();
    const count = constantOf(this.expressions.expression());
    if (count === undefined || count < 0)
      this.tokens.fail(`${clause} must have a whole number >= 0`, token, 'INVALID_LIMIT_LIKE_EXPRESSION.DATA_TYPE', '42K0E');
    return count;
  }
}

const isAll = (e: Expression): boolean => e.kind === 'column' && e.parts.length === 1 && e.parts[0]!.toUpperCase() === 'ALL';
