import type * as plan from '#lib/plan/relation.js';
import { relation, type JoinKind, type Relation } from '#lib/plan/relation.js';
import { identifierParts } from './function-parser.js';
import { readPivot, readUnpivot } from './pivot-parser.js';
import type { QueryParser } from './query-parser.js';
import { isClause } from './reserved.js';
import { readSample } from './sample-parser.js';
import { tableFunction } from './table-function.js';
import { valuesRelation } from './values-relation.js';
import { oneRow } from './one-row.js';

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

/** Reads what follows FROM: tables, queries, functions that give rows, and their joins. */
export class FromParser {
  readonly #parser: QueryParser;

  constructor(parser: QueryParser) {
    this.#parser = parser;
  }

  /** Relations with commas between them, which are crossed. */
  from(): Relation {
    const { tokens } = this.#parser;
    let left = this.#joined();
    while (tokens.sign(',')) {
      const lateral = tokens.isWord('LATERAL') && !tokens.isSign('.', 1) && tokens.word('LATERAL');
      const right = lateral ? this.table() : this.#joined();
      left = relation<plan.JoinRelation>({ kind: 'join', left, right, how: 'cross', ...(lateral && { lateral: true }) });
      if (lateral) left = this.#joins(left);
    }
    return left;
  }

  /** `[OUTER] explode(a) t AS x` behind LATERAL VIEW. */
  lateralView(child: Relation): Relation {
    const { tokens, expressions } = this.#parser;
    const outer = tokens.isWord('OUTER') && !tokens.isSign('(', 1) && tokens.word('OUTER');
    const at = tokens.peek();
    const generator = expressions.expression();
    if (generator.kind !== 'call') return tokens.fail('LATERAL VIEW must have a function that gives rows', at);
    const named = tokens.peek().kind === 'quoted' || (tokens.peek().kind === 'word' && !isClause(tokens.peek().text));
    const qualifier = named ? tokens.name('an alias') : undefined;
    const names: string[] = [];
    if (tokens.word('AS') || tokens.peek().kind === 'quoted' || (tokens.peek().kind === 'word' && !isClause(tokens.peek().text)))
      do names.push(tokens.name('a column'));
      while (tokens.sign(','));
    return relation<plan.GenerateRelation>({
      kind: 'generate',
      child,
      generator,
      outer,
      names,
      ...(qualifier !== undefined && { qualifier }),
    });
  }

  /** One table, query in brackets, VALUES or function, with its alias, and PIVOT, UNPIVOT or TABLESAMPLE behind it. */
  table(): Relation {
    const { tokens, context, expressions } = this.#parser;
    if (tokens.sign('(')) {
      const node = tokens.isQuery() ? this.#parser.query() : this.from();
      tokens.expectSign(')');
      return this.#changed(this.#aliased(this.#sampled(node)));
    }
    if (tokens.word('VALUES')) return this.#changed(this.#aliased(valuesRelation(tokens, expressions)));
    if (tokens.isWord('IDENTIFIER') && tokens.isSign('(', 1)) {
      const at = tokens.take();
      tokens.take();
      const parts = identifierParts(expressions, at);
      return this.#changed(this.#aliased(this.#sampled(context.table(parts)), parts.at(-1)));
    }
    if (tokens.isSign('(', 1)) return this.#changed(this.#function());
    const parts = this.tableName();
    return this.#changed(this.#aliased(this.#sampled(context.table(parts)), parts.at(-1)));
  }

  tableName(): string[] {
    return this.#parser.tokens.dotted('a table');
  }

  #joined(): Relation {
    return this.#joins(this.table());
  }

  #joins(first: Relation): Relation {
    const { tokens, expressions } = this.#parser;
    let left = first;
    for (;;) {
      const natural = tokens.word('NATURAL');
      const found = JOIN_WORDS.find(([words]) => tokens.word(...words, 'JOIN'));
      if (found === undefined) return natural ? tokens.fail('expected JOIN') : left;
      const lateral = tokens.word('LATERAL');
      const right = lateral ? this.table() : this.table();
      const using = tokens.word('USING') ? tokens.names('a column') : undefined;
      const condition = tokens.word('ON') ? expressions.expression() : undefined;
      left = relation<plan.JoinRelation>({
        kind: 'join',
        left,
        right,
        how: found[1],
        ...(natural && { natural }),
        ...(lateral && { lateral }),
        ...(using && { using }),
        ...(condition && { condition }),
      });
    }
  }

  /** `explode(a) AS t(x)`, `range(10)`. */
  #function(): Relation {
    const { tokens, expressions } = this.#parser;
    const at = tokens.peek();
    const e = expressions.expression();
    if (e.kind !== 'call') return tokens.fail('expected a table or a function that gives rows', at);
    return this.#aliased(tableFunction(e, oneRow(), tokens, at), undefined);
  }

  #sampled(node: Relation): Relation {
    const { tokens, expressions } = this.#parser;
    return tokens.word('TABLESAMPLE') ? readSample(node, expressions) : node;
  }

  #aliased(node: Relation, own?: string): Relation {
    const { tokens } = this.#parser;
    const as = tokens.word('AS');
    const next = tokens.peek();
    if (!as && next.kind !== 'quoted' && (next.kind !== 'word' || isClause(next.text)))
      return own === undefined ? node : relation<plan.AliasRelation>({ kind: 'alias', child: node, name: own });
    const name = tokens.name('an alias');
    const columns = tokens.isSign('(') ? tokens.names('a column') : undefined;
    return relation<plan.AliasRelation>({ kind: 'alias', child: node, name, ...(columns && { columns }) });
  }

  #changed(node: Relation): Relation {
    const { tokens, expressions } = this.#parser;
    if (tokens.isWord('PIVOT') && tokens.isSign('(', 1)) return this.#changed(this.#aliased(readPivot(node, expressions)));
    if (tokens.isWord('UNPIVOT') && (tokens.isSign('(', 1) || /^(INCLUDE|EXCLUDE)$/i.test(tokens.peek(1).text)))
      return this.#changed(this.#aliased(readUnpivot(node, expressions)));
    if (!tokens.word('LATERAL', 'VIEW')) return node;
    return this.#changed(this.lateralView(node));
  }
}
