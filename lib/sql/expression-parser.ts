import type { Call, Expression, FrameBound, SortOrder, WindowFrame } from '#lib/plan/expression.js';
import * as t from '#lib/types/data-type.js';
import { parseType } from '#lib/types/ddl.js';
import type { SqlContext } from './context.js';
import { numberLiteral, typedLiteral } from './literal.js';
import type { TokenStream } from './token-stream.js';

/** Binary operators by how strongly they bind. */
const LEVELS: readonly (readonly string[])[] = [['|'], ['^'], ['&'], ['+', '-', '||'], ['*', '/', '%', 'DIV']];
const COMPARISONS: Readonly<Record<string, string>> = {
  '=': '=',
  '==': '=',
  '<=>': '<=>',
  '<>': '!=',
  '!=': '!=',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
};
/** Words that end an expression, so that they are not taken for an alias. */
const RESERVED = new Set(
  'FROM WHERE GROUP HAVING ORDER LIMIT OFFSET UNION INTERSECT EXCEPT MINUS JOIN INNER LEFT RIGHT FULL CROSS SEMI ANTI NATURAL ON USING AS WHEN THEN ELSE END AND OR NOT IS IN LIKE RLIKE BETWEEN SELECT ASC DESC NULLS WINDOW LATERAL DISTRIBUTE CLUSTER SORT PIVOT'.split(
    ' ',
  ),
);

export const isReserved = (word: string): boolean => RESERVED.has(word.toUpperCase());

const call = (fn: string, ...args: Expression[]): Call => Object.freeze({ kind: 'call', fn, args });

/** Reads expressions of Spark SQL from tokens. */
export class ExpressionParser {
  readonly #tokens: TokenStream;
  readonly #context: SqlContext;

  constructor(tokens: TokenStream, context: SqlContext) {
    this.#tokens = tokens;
    this.#context = context;
  }

  /** An expression with its name, if it has one: `age + 1 AS next`. */
  named(): Expression {
    const e = this.expression();
    const tokens = this.#tokens;
    if (tokens.word('AS')) return Object.freeze({ kind: 'alias', child: e, name: tokens.name('an alias') });
    const next = tokens.peek();
    if (next.kind === 'quoted' || (next.kind === 'word' && !isReserved(next.text)))
      return Object.freeze({ kind: 'alias', child: e, name: tokens.take().text });
    return e;
  }

  expression(): Expression {
    let left = this.#conjunction();
    while (this.#tokens.word('OR')) left = call('or', left, this.#conjunction());
    return left;
  }

  list(): Expression[] {
    const found = [this.expression()];
    while (this.#tokens.sign(',')) found.push(this.expression());
    return found;
  }

  sortOrders(): SortOrder[] {
    const found: SortOrder[] = [];
    do {
      const child = this.expression();
      const descending = this.#tokens.word('DESC') || (this.#tokens.word('ASC'), false);
      const nullsFirst = this.#tokens.word('NULLS', 'FIRST') || (this.#tokens.word('NULLS', 'LAST') ? false : !descending);
      found.push(Object.freeze({ kind: 'sort', child, descending, nullsFirst }));
    } while (this.#tokens.sign(','));
    return found;
  }

  #conjunction(): Expression {
    let left = this.#negation();
    while (this.#tokens.word('AND')) left = call('and', left, this.#negation());
    return left;
  }

  #negation(): Expression {
    if (this.#tokens.word('NOT') || this.#tokens.sign('!')) return call('not', this.#negation());
    return this.#predicate();
  }

  #predicate(): Expression {
    let left = this.#binary(0);
    for (;;) {
      const next = this.#tokens.peek();
      const comparison = next.kind === 'sign' ? COMPARISONS[next.text] : undefined;
      if (comparison !== undefined) {
        this.#tokens.take();
        left = call(comparison, left, this.#binary(0));
        continue;
      }
      const negated =
        this.#tokens.isWord('NOT') &&
        ['IN', 'LIKE', 'RLIKE', 'REGEXP', 'BETWEEN', 'ILIKE'].includes(this.#tokens.peek(1).text.toUpperCase()) &&
        this.#tokens.word('NOT');
      const predicate = this.#wordPredicate(left);
      if (predicate === undefined) return left;
      left = negated ? call('not', predicate) : predicate;
    }
  }

  #wordPredicate(left: Expression): Expression | undefined {
    const tokens = this.#tokens;
    if (tokens.word('IS')) return this.#is(left);
    if (tokens.word('IN')) {
      tokens.expectSign('(');
      if (tokens.isWord('SELECT', 'WITH')) tokens.fail('IN must have a list of values; a subquery is not supported');
      const values = this.list();
      tokens.expectSign(')');
      return call('in', left, ...values);
    }
    if (tokens.word('BETWEEN')) {
      const lower = this.#binary(0);
      tokens.expectWord('AND');
      return call('and', call('>=', left, lower), call('<=', left, this.#binary(0)));
    }
    if (tokens.word('LIKE')) return call('like', left, this.#binary(0));
    if (tokens.word('ILIKE')) return call('like', call('lower', left), call('lower', this.#binary(0)));
    return tokens.word('RLIKE') || tokens.word('REGEXP') ? call('rlike', left, this.#binary(0)) : undefined;
  }

  #is(left: Expression): Expression {
    const tokens = this.#tokens;
    const negated = tokens.word('NOT');
    const test = ((): Expression => {
      if (tokens.word('NULL')) return call('isnull', left);
      if (tokens.word('TRUE')) return call('<=>', left, bool(true));
      if (tokens.word('FALSE')) return call('<=>', left, bool(false));
      if (tokens.word('UNKNOWN')) return call('isnull', left);
      if (tokens.word('DISTINCT', 'FROM')) return call('not', call('<=>', left, this.#binary(0)));
      return tokens.fail('IS must be followed by NULL, TRUE, FALSE or DISTINCT FROM');
    })();
    if (!negated) return test;
    return test.kind === 'call' && test.fn === 'isnull' ? call('isnotnull', left) : call('not', test);
  }

  #binary(level: number): Expression {
    const operators = LEVELS[level];
    if (operators === undefined) return this.#unary();
    let left = this.#binary(level + 1);
    for (;;) {
      const next = this.#tokens.peek();
      const operator = operators.find((op) => next.text.toUpperCase() === op && (next.kind === 'sign' || next.kind === 'word'));
      if (operator === undefined) return left;
      this.#tokens.take();
      left = call(operator === '||' ? 'concat' : operator.toLowerCase(), left, this.#binary(level + 1));
    }
  }

  #unary(): Expression {
    const tokens = this.#tokens;
    if (tokens.sign('-')) {
      const number = tokens.peek();
      if (number.kind !== 'number') return call('negative', this.#unary());
      tokens.take();
      return this.#postfix(numberLiteral(number.text, true) ?? tokens.fail('the number does not fit its type', number));
    }
    if (tokens.sign('+')) return this.#unary();
    if (tokens.sign('~')) return call('~', this.#unary());
    return this.#postfix(this.#primary());
  }

  #postfix(e: Expression): Expression {
    const tokens = this.#tokens;
    if (tokens.sign('::')) return this.#postfix(Object.freeze({ kind: 'cast', child: e, type: this.#type() }));
    if (tokens.sign('[')) {
      const key = this.expression();
      tokens.expectSign(']');
      return this.#postfix(call('getitem', e, key));
    }
    if (e.kind !== 'column' && tokens.peek().text === '.' && tokens.peek().kind === 'sign') {
      tokens.take();
      return this.#postfix(Object.freeze({ kind: 'field', child: e, name: tokens.name('a field') }));
    }
    return e;
  }

  #primary(): Expression {
    const tokens = this.#tokens;
    const token = tokens.peek();
    switch (token.kind) {
      case 'number':
        tokens.take();
        return numberLiteral(token.text) ?? tokens.fail('the number does not fit its type', token);
      case 'string':
        tokens.take();
        return Object.freeze({ kind: 'literal', type: t.string, value: token.text });
      case 'parameter':
        tokens.take();
        return (
          this.#context.parameter(token.text) ??
          tokens.fail(`the parameter ':${token.text}' has no value: pass it as spark.sql(text, { ${token.text}: … })`, token)
        );
      case 'quoted':
        return this.#column();
      case 'sign':
        return this.#signPrimary();
      case 'word':
        return this.#wordPrimary();
      case 'end':
        return tokens.fail('expected an expression');
    }
  }

  #signPrimary(): Expression {
    const tokens = this.#tokens;
    if (tokens.sign('*')) return Object.freeze({ kind: 'star' });
    if (!tokens.sign('(')) return tokens.fail('expected an expression');
    const params = this.#parameters();
    if (params !== undefined) return this.#lambda(params);
    if (tokens.isWord('SELECT', 'WITH')) tokens.fail('a subquery is not supported in an expression: join it instead');
    const items = this.list();
    tokens.expectSign(')');
    return items.length === 1 ? items[0]! : call('struct', ...items);
  }

  /** `x, y)` where `->` follows: the parameters of a lambda, whose bracket is open. */
  #parameters(): string[] | undefined {
    const tokens = this.#tokens;
    let length = 0;
    while (['word', 'quoted'].includes(tokens.peek(length).kind) && tokens.peek(length + 1).text === ',') length += 2;
    if (
      !['word', 'quoted'].includes(tokens.peek(length).kind) ||
      tokens.peek(length + 1).text !== ')' ||
      tokens.peek(length + 2).text !== '->'
    )
      return undefined;
    const names = [tokens.name('a parameter')];
    while (tokens.sign(',')) names.push(tokens.name('a parameter'));
    tokens.expectSign(')');
    return names;
  }

  #lambda(params: string[]): Expression {
    this.#tokens.sign('->');
    return Object.freeze({ kind: 'lambda', params, body: this.expression() });
  }

  #wordPrimary(): Expression {
    const tokens = this.#tokens;
    const next = tokens.peek(1);
    if (next.kind === 'sign' && next.text === '->') return this.#lambda([tokens.name('a parameter')]);
    if (next.kind === 'sign' && next.text === '(') return this.#function();
    if (tokens.word('NULL')) return Object.freeze({ kind: 'literal', type: t.nullType, value: null });
    if (tokens.word('TRUE')) return bool(true);
    if (tokens.word('FALSE')) return bool(false);
    if (tokens.word('CASE')) return this.#case();
    if (tokens.isWord('CURRENT_DATE', 'CURRENT_TIMESTAMP')) return call(tokens.take().text.toLowerCase());
    if (tokens.isWord('INTERVAL')) tokens.fail('interval literals are not supported');
    if (next.kind === 'string' && tokens.isWord('DATE', 'TIMESTAMP', 'TIMESTAMP_NTZ', 'X')) {
      const kind = tokens.take().text.toUpperCase();
      const text = tokens.take();
      return (
        typedLiteral(kind, text.text) ??
        tokens.fail(`'${text.text}' is not a ${kind === 'X' ? 'hexadecimal' : kind.toLowerCase()} literal`, text)
      );
    }
    if (isReserved(tokens.peek().text)) tokens.fail('expected an expression');
    return this.#column();
  }

  #column(): Expression {
    const tokens = this.#tokens;
    const parts = [tokens.name('a column')];
    while (tokens.peek().kind === 'sign' && tokens.peek().text === '.') {
      tokens.take();
      if (tokens.sign('*')) return Object.freeze({ kind: 'star', target: parts });
      parts.push(tokens.name('a field'));
    }
    return Object.freeze({ kind: 'column', parts });
  }

  #case(): Expression {
    const tokens = this.#tokens;
    const subject = tokens.isWord('WHEN') ? undefined : this.expression();
    const branches: { when: Expression; then: Expression }[] = [];
    while (tokens.word('WHEN')) {
      const when = this.expression();
      tokens.expectWord('THEN');
      branches.push({ when: subject === undefined ? when : call('=', subject, when), then: this.expression() });
    }
    if (branches.length === 0) tokens.fail('CASE must have a WHEN');
    const otherwise = tokens.word('ELSE') ? this.expression() : undefined;
    tokens.expectWord('END');
    return Object.freeze({ kind: 'case', branches, ...(otherwise && { otherwise }) });
  }

  #function(): Expression {
    const tokens = this.#tokens;
    const name = tokens.take().text;
    tokens.expectSign('(');
    const lower = name.toLowerCase();
    if (lower === 'cast' || lower === 'try_cast') {
      const child = this.expression();
      tokens.expectWord('AS');
      const type = this.#type();
      tokens.expectSign(')');
      return Object.freeze({ kind: 'cast', child, type, ...(lower === 'try_cast' && { try: true }) });
    }
    const distinct = tokens.word('DISTINCT');
    const args = this.#arguments(lower === 'struct');
    const user = this.#context.userCall(name, args);
    if (user !== undefined) return user;
    const filter = tokens.word('FILTER') ? this.#filterClause() : undefined;
    const e: Call = Object.freeze({ kind: 'call', fn: lower, args, ...(distinct && { distinct }), ...(filter && { filter }) });
    return tokens.word('OVER') ? this.#window(e) : e;
  }

  #arguments(named: boolean): Expression[] {
    if (this.#tokens.sign(')')) return [];
    const args: Expression[] = [];
    do args.push(named ? this.named() : this.expression());
    while (this.#tokens.sign(','));
    this.#tokens.expectSign(')');
    return args;
  }

  #filterClause(): Expression {
    this.#tokens.expectSign('(');
    this.#tokens.expectWord('WHERE');
    const condition = this.expression();
    this.#tokens.expectSign(')');
    return condition;
  }

  #window(e: Call): Expression {
    const tokens = this.#tokens;
    tokens.expectSign('(');
    const partitionBy = tokens.word('PARTITION', 'BY') ? this.list() : [];
    const orderBy = tokens.word('ORDER', 'BY') ? this.sortOrders() : [];
    const unit = tokens.word('ROWS') ? 'rows' : tokens.word('RANGE') ? 'range' : undefined;
    const frame = unit === undefined ? undefined : this.#frame(unit);
    tokens.expectSign(')');
    return Object.freeze({ kind: 'window', call: e, partitionBy, orderBy, ...(frame && { frame }) });
  }

  #frame(unit: WindowFrame['unit']): WindowFrame {
    if (!this.#tokens.word('BETWEEN')) return { unit, start: this.#bound(), end: 'current' };
    const start = this.#bound();
    this.#tokens.expectWord('AND');
    return { unit, start, end: this.#bound() };
  }

  #bound(): FrameBound {
    const tokens = this.#tokens;
    if (tokens.word('CURRENT', 'ROW')) return 'current';
    if (tokens.word('UNBOUNDED')) {
      if (!tokens.word('PRECEDING')) tokens.expectWord('FOLLOWING');
      return 'unbounded';
    }
    const n = Number(tokens.take().text);
    if (tokens.word('PRECEDING')) return -n;
    tokens.expectWord('FOLLOWING');
    return n;
  }

  /** The text of a type: up to the comma or bracket that ends it. */
  #type(): t.DataType {
    const tokens = this.#tokens;
    const first = tokens.take();
    let to = first.to;
    const open = tokens.peek();
    if (open.kind === 'sign' && (open.text === '<' || open.text === '(')) {
      for (let depth = 0; ; ) {
        const token = tokens.take();
        if (token.kind === 'end') tokens.fail('the type does not end');
        if ('<('.includes(token.text)) depth++;
        if ('>)'.includes(token.text) && --depth === 0) {
          to = token.to;
          break;
        }
      }
    }
    return parseType(tokens.text.slice(first.at, to));
  }
}

const bool = (value: boolean): Expression => Object.freeze({ kind: 'literal', type: t.boolean, value });
