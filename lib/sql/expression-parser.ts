import type { Expression, SortOrder } from '#lib/plan/expression.js';
import type { Relation } from '#lib/plan/relation.js';
import * as t from '#lib/types/data-type.js';
import type { SqlContext } from './context.js';
import { readFunction } from './function-parser.js';
import { readLambda } from './lambda-parser.js';
import { call, literal } from './node.js';
import { readPredicate } from './predicate-parser.js';
import { readPrimaryWord, readValue } from './primary-parser.js';
import { endsExpression, isClause } from './reserved.js';
import type { TokenStream } from './token-stream.js';
import { readType } from './type-text.js';

/** Binary operators by how strongly they bind, the weakest first. */
const LEVELS: readonly (readonly string[])[] = [
  ['=', '==', '<=>', '<>', '!=', '<', '<=', '>', '>='],
  ['|'],
  ['^'],
  ['&'],
  ['<<', '>>', '>>>'],
  ['+', '-', '||'],
  ['*', '/', '%', 'DIV'],
];
/** Operators whose function has another name. */
const FUNCTIONS: Readonly<Record<string, string>> = {
  '==': '=',
  '<>': '!=',
  '||': 'concat',
  '<<': 'shiftleft',
  '>>': 'shiftright',
  '>>>': 'shiftrightunsigned',
  DIV: 'div',
};

/** Reads expressions of Spark SQL from tokens, with the precedence of Spark's grammar. `query` reads the query of a subquery. */
export class ExpressionParser {
  readonly tokens: TokenStream;
  readonly context: SqlContext;
  readonly query: () => Relation;

  constructor(tokens: TokenStream, context: SqlContext, query: () => Relation) {
    this.tokens = tokens;
    this.context = context;
    this.query = query;
  }

  /** An expression with its name, if it has one: `age + 1 AS next`, `posexplode(a) AS (at, value)`. */
  named(): Expression {
    const e = this.expression();
    const { tokens } = this;
    const as = tokens.word('AS');
    if (as && tokens.isSign('(')) {
      const names = tokens.names('an alias');
      return Object.freeze({ kind: 'alias', child: e, name: names[0]!, names });
    }
    const next = tokens.peek();
    if (as || next.kind === 'quoted' || (next.kind === 'word' && !isClause(next.text)))
      return Object.freeze({ kind: 'alias', child: e, name: tokens.name('an alias') });
    return e;
  }

  expression(): Expression {
    let left = this.#conjunction();
    while (this.tokens.word('OR')) left = call('or', left, this.#conjunction());
    return left;
  }

  list(): Expression[] {
    const found = [this.expression()];
    while (this.tokens.sign(',')) found.push(this.expression());
    return found;
  }
  namedList(): Expression[] {
    const found = [this.named()];
    while (this.tokens.sign(',')) found.push(this.named());
    return found;
  }

  sortOrders(): SortOrder[] {
    const found: SortOrder[] = [];
    do {
      const child = this.expression();
      const descending = this.tokens.word('DESC') || (this.tokens.word('ASC'), false);
      const nullsFirst = this.tokens.word('NULLS', 'FIRST') || (this.tokens.word('NULLS', 'LAST') ? false : !descending);
      found.push(Object.freeze({ kind: 'sort', child, descending, nullsFirst }));
    } while (this.tokens.sign(','));
    return found;
  }

  /** A value: what stands beside a predicate such as LIKE or BETWEEN. */
  value(): Expression {
    return this.#binary(0);
  }

  /** The query in brackets that comes next, whose opening bracket is taken. */
  subquery(): Relation {
    const plan = this.query();
    this.tokens.expectSign(')');
    return plan;
  }

  #conjunction(): Expression {
    let left = this.#negation();
    while (this.tokens.word('AND')) left = call('and', left, this.#negation());
    return left;
  }

  #negation(): Expression {
    const { tokens } = this;
    if (tokens.word('NOT') || tokens.sign('!')) return call('not', this.#negation());
    if (tokens.isWord('EXISTS') && tokens.isSign('(', 1) && ['SELECT', 'WITH'].includes(tokens.peek(2).text.toUpperCase())) {
      tokens.take();
      tokens.take();
      return Object.freeze({ kind: 'subquery', how: 'exists', plan: this.subquery(), args: [], outer: [] });
    }
    let left = this.value();
    for (;;) {
      const predicate = readPredicate(this, left);
      if (predicate === undefined) return left;
      left = predicate;
    }
  }

  #binary(level: number): Expression {
    const operators = LEVELS[level];
    if (operators === undefined) return this.#unary();
    let left = this.#binary(level + 1);
    for (;;) {
      const next = this.tokens.peek();
      const operator = operators.find((op) => next.text.toUpperCase() === op && (next.kind === 'sign' || next.kind === 'word'));
      if (operator === undefined) return left;
      this.tokens.take();
      left = call(FUNCTIONS[operator] ?? operator, left, this.#binary(level + 1));
    }
  }

  #unary(): Expression {
    const { tokens } = this;
    if (tokens.isSign('-') && tokens.peek(1).kind === 'number') {
      tokens.take();
      return this.#postfix(readValue(this, true));
    }
    if (tokens.sign('-')) return call('negative', this.#unary());
    if (tokens.sign('+')) return call('positive', this.#unary());
    if (tokens.sign('~')) return call('~', this.#unary());
    return this.#postfix(this.#primary());
  }

  #postfix(e: Expression): Expression {
    const { tokens } = this;
    if (tokens.sign('::')) return this.#postfix(Object.freeze({ kind: 'cast', child: e, type: readType(tokens) }));
    if (tokens.sign('[')) {
      const key = this.expression();
      tokens.expectSign(']');
      return this.#postfix(call('getitem', e, key));
    }
    if (tokens.word('COLLATE')) return this.#postfix(call('collate', e, literal(t.string, tokens.dotted('a collation').join('.'))));
    if (e.kind !== 'column' && tokens.sign('.'))
      return this.#postfix(Object.freeze({ kind: 'field', child: e, name: tokens.name('a field') }));
    return e;
  }

  #primary(): Expression {
    const { tokens } = this;
    const token = tokens.peek();
    switch (token.kind) {
      case 'number':
      case 'string':
      case 'parameter':
        return readValue(this);
      case 'quoted':
        return readLambda(this, false) ?? this.#name();
      case 'sign':
        return this.#sign();
      case 'word':
        if (endsExpression(token.text) && !tokens.isSign('.', 1) && !tokens.isSign('->', 1)) return tokens.fail('expected an expression');
        return readLambda(this, false) ?? readPrimaryWord(this) ?? this.#name();
      case 'end':
        return tokens.fail('expected an expression');
    }
  }

  #sign(): Expression {
    const { tokens } = this;
    if (tokens.sign('*')) return this.#star();
    if (!tokens.sign('(')) return tokens.fail('expected an expression');
    const lambda = readLambda(this, true);
    if (lambda !== undefined) return lambda;
    if (tokens.isWord('SELECT', 'WITH'))
      return Object.freeze({ kind: 'subquery', how: 'scalar', plan: this.subquery(), args: [], outer: [] });
    const items = this.namedList();
    tokens.expectSign(')');
    return items.length === 1 && items[0]!.kind !== 'alias' ? items[0]! : call('struct', ...items);
  }

  /** A column, `t.*`, or the call of a function. */
  #name(): Expression {
    const { tokens } = this;
    const at = tokens.peek();
    const parts = [tokens.name('a column')];
    while (tokens.sign('.')) {
      if (tokens.sign('*')) return this.#star(parts);
      parts.push(tokens.name('a field'));
    }
    return tokens.isSign('(') ? readFunction(this, parts.at(-1)!, at) : Object.freeze({ kind: 'column', parts });
  }

  #star(target?: readonly string[]): Expression {
    const { tokens } = this;
    if (
      !(tokens.isWord('EXCEPT') && tokens.isSign('(', 1) && !['SELECT', '(', 'WITH', 'VALUES'].includes(tokens.peek(2).text.toUpperCase()))
    )
      return Object.freeze({ kind: 'star', ...(target && { target }) });
    tokens.take();
    tokens.take();
    const except = [tokens.dotted('a column')];
    while (tokens.sign(',')) except.push(tokens.dotted('a column'));
    tokens.expectSign(')');
    return Object.freeze({ kind: 'star', ...(target && { target }), except });
  }
}
