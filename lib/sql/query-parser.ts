import { hasAggregate } from '#lib/plan/analyze/resolve.js';
import { functionTable } from '#lib/column/functions/table.js';
import type { Expression, SortOrder } from '#lib/plan/expression.js';
import type * as plan from '#lib/plan/relation.js';
import { relation, type JoinKind, type Relation } from '#lib/plan/relation.js';
import type { SqlContext } from './context.js';
import { ExpressionParser, isReserved } from './expression-parser.js';
import { selectRelation } from './select-relation.js';
import type { TokenStream } from './token-stream.js';
import { valuesRelation } from './values-relation.js';

const JOIN_WORDS: readonly (readonly [readonly string[], JoinKind])[] = [
  [['LEFT', 'SEMI'], 'semi'],
  [['LEFT', 'ANTI'], 'anti'],
  [['LEFT', 'OUTER'], 'left'],
  [['LEFT'], 'left'],
  [['RIGHT', 'OUTER'], 'right'],
  [['RIGHT'], 'right'],
  [['FULL', 'OUTER'], 'full'],
  [['FULL'], 'full'],
  [['SEMI'], 'semi'],
  [['ANTI'], 'anti'],
  [['CROSS'], 'cross'],
  [['INNER'], 'inner'],
  [[], 'inner'],
];

/** Reads queries of Spark SQL from tokens, as relations of a plan. */
export class QueryParser {
  readonly #tokens: TokenStream;
  readonly #context: SqlContext;
  readonly #expressions: ExpressionParser;

  constructor(tokens: TokenStream, context: SqlContext) {
    this.#tokens = tokens;
    this.#context = context;
    this.#expressions = new ExpressionParser(tokens, context);
  }

  /** `[WITH …] SELECT … [UNION …] [ORDER BY …] [LIMIT …]`. */
  query(): Relation {
    if (this.#tokens.word('WITH')) return this.#with();
    const body = this.#sets();
    return this.#tail(body.node, body.select);
  }

  #with(): Relation {
    const tokens = this.#tokens;
    const views = new Map<string, Relation>();
    const inner: SqlContext = {
      ...this.#context,
      table: (parts) => (parts.length === 1 ? views.get(parts[0]!.toLowerCase()) : undefined) ?? this.#context.table(parts),
      columns: (node) => this.#context.columns(node),
      userCall: (name, args) => this.#context.userCall(name, args),
      parameter: (name) => this.#context.parameter(name),
    };
    const parser = new QueryParser(tokens, inner);
    do {
      const name = tokens.name('a name for the common table expression');
      tokens.word('AS');
      tokens.expectSign('(');
      views.set(name.toLowerCase(), parser.query());
      tokens.expectSign(')');
    } while (tokens.sign(','));
    return parser.query();
  }

  #sets(): { node: Relation; select?: (order: readonly SortOrder[]) => Relation } {
    let left = this.#term();
    for (;;) {
      const op = this.#tokens.word('UNION')
        ? 'union'
        : this.#tokens.word('INTERSECT')
          ? 'intersect'
          : this.#tokens.word('EXCEPT') || this.#tokens.word('MINUS')
            ? 'except'
            : undefined;
      if (op === undefined) return left;
      const all = this.#tokens.word('ALL') || (this.#tokens.word('DISTINCT'), false);
      const both = relation<plan.SetRelation>({ kind: 'set', op, all, left: left.node, right: this.#term().node });
      left = {
        node:
          op === 'union' && !all
            ? relation<plan.DistinctRelation>({ kind: 'distinct', child: relation<plan.SetRelation>({ ...both, all: true }) })
            : both,
      };
    }
  }

  #term(): { node: Relation; select?: (order: readonly SortOrder[]) => Relation } {
    const tokens = this.#tokens;
    if (tokens.sign('(')) {
      const node = this.query();
      tokens.expectSign(')');
      return { node };
    }
    if (tokens.word('VALUES')) return { node: valuesRelation(tokens, this.#expressions) };
    if (tokens.word('TABLE')) return { node: this.#context.table(this.#tableName()) };
    tokens.expectWord('SELECT');
    return this.#select();
  }

  #select(): { node: Relation; select: (order: readonly SortOrder[]) => Relation } {
    const tokens = this.#tokens;
    const distinct = tokens.word('DISTINCT') || (tokens.word('ALL'), false);
    const columns = [this.#expressions.named()];
    while (tokens.sign(',')) columns.push(this.#expressions.named());
    let from: Relation = tokens.word('FROM') ? this.#from() : oneRow();
    if (tokens.word('WHERE'))
      from = relation<plan.FilterRelation>({ kind: 'filter', child: from, condition: this.#expressions.expression() });
    const grouping = tokens.word('GROUP', 'BY') ? this.#expressions.list() : undefined;
    const having = tokens.word('HAVING') ? this.#expressions.expression() : undefined;
    const isAggregate = (e: Expression): boolean => hasAggregate(e, functionTable);
    const build = (order: readonly SortOrder[]): Relation =>
      selectRelation({ from, columns, grouping, having, distinct, order }, isAggregate, this.#context);
    return { node: build([]), select: build };
  }

  #tail(node: Relation, select?: (order: readonly SortOrder[]) => Relation): Relation {
    const tokens = this.#tokens;
    let result = node;
    if (tokens.word('ORDER', 'BY')) {
      const order = this.#expressions.sortOrders();
      result = select === undefined ? relation<plan.SortRelation>({ kind: 'sort', child: node, order, global: true }) : select(order);
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

  #count(clause: string): number {
    const token = this.#tokens.peek();
    const e = this.#expressions.expression();
    if (e.kind !== 'literal' || !['number', 'bigint'].includes(typeof e.value) || Number(e.value) < 0)
      this.#tokens.fail(`${clause} must have a whole number >= 0`, token);
    return Number((e as { value: number }).value);
  }

  #from(): Relation {
    let left = this.#joined();
    while (this.#tokens.sign(',')) left = relation<plan.JoinRelation>({ kind: 'join', left, right: this.#joined(), how: 'cross' });
    return left;
  }

  #joined(): Relation {
    const tokens = this.#tokens;
    let left = this.#table();
    for (;;) {
      const natural = tokens.word('NATURAL');
      const found = JOIN_WORDS.find(([words]) => tokens.word(...words, 'JOIN'));
      if (found === undefined) return left;
      const right = this.#table();
      const how = found[1];
      if (natural) {
        const theirs = this.#context.columns(right).map((name) => name.toLowerCase());
        left = relation<plan.JoinRelation>({
          kind: 'join',
          left,
          right,
          how,
          using: this.#context.columns(left).filter((name) => theirs.includes(name.toLowerCase())),
        });
      } else if (tokens.word('USING')) {
        tokens.expectSign('(');
        const using = [tokens.name('a column')];
        while (tokens.sign(',')) using.push(tokens.name('a column'));
        tokens.expectSign(')');
        left = relation<plan.JoinRelation>({ kind: 'join', left, right, how, using });
      } else {
        const condition = tokens.word('ON') ? this.#expressions.expression() : undefined;
        left = relation<plan.JoinRelation>({ kind: 'join', left, right, how, ...(condition && { condition }) });
      }
    }
  }

  #table(): Relation {
    const tokens = this.#tokens;
    let node: Relation;
    let name: string | undefined;
    if (tokens.sign('(')) {
      node = tokens.isWord('SELECT', 'WITH', 'VALUES', 'TABLE') || tokens.peek().text === '(' ? this.query() : this.#from();
      tokens.expectSign(')');
    } else if (tokens.word('VALUES')) node = valuesRelation(tokens, this.#expressions);
    else {
      const parts = this.#tableName();
      node = this.#context.table(parts);
      name = parts.at(-1);
    }
    const as = tokens.word('AS');
    const next = tokens.peek();
    if (as || next.kind === 'quoted' || (next.kind === 'word' && !isReserved(next.text))) {
      name = tokens.name('an alias');
      if (tokens.sign('(')) node = this.#renamed(node);
    }
    return name === undefined ? node : relation<plan.AliasRelation>({ kind: 'alias', child: node, name });
  }

  /** `t(a, b)`: new names for all columns. */
  #renamed(node: Relation): Relation {
    const tokens = this.#tokens;
    const names = [tokens.name('a column')];
    while (tokens.sign(',')) names.push(tokens.name('a column'));
    tokens.expectSign(')');
    const old = this.#context.columns(node);
    if (old.length !== names.length) tokens.fail(`the alias must name all ${old.length} columns, not ${names.length}`);
    const columns = old.map((part, i): Expression => ({ kind: 'alias', child: { kind: 'column', parts: [part] }, name: names[i]! }));
    return relation<plan.ProjectRelation>({ kind: 'project', child: node, columns });
  }

  #tableName(): string[] {
    const parts = [this.#tokens.name('a table')];
    while (this.#tokens.sign('.')) parts.push(this.#tokens.name('a table'));
    return parts;
  }
}

/** What a SELECT without FROM reads: one row without columns. */
function oneRow(): Relation {
  const child = relation<plan.RangeRelation>({ kind: 'range', start: 0n, end: 1n, step: 1n });
  return relation<plan.ProjectRelation>({ kind: 'project', child, columns: [] });
}
