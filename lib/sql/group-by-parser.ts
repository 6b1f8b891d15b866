import { cubeSets, rollupSets } from '#lib/plan/analyze/grouping-sets.js';
import type { Expression } from '#lib/plan/expression.js';
import type { Grouping } from '#lib/plan/relation.js';
import type { ExpressionParser } from './expression-parser.js';

type Places = readonly number[];

/** What follows GROUP BY: expressions, ALL, ROLLUP, CUBE and GROUPING SETS, also several of them, whose sets are crossed. */
export function readGrouping(parser: ExpressionParser): Grouping {
  const { tokens } = parser;
  if (tokens.isWord('ALL') && !tokens.isSign(',', 1) && !tokens.isSign('.', 1)) {
    tokens.take();
    return 'all';
  }
  const keys = new Keys();
  let sets: readonly Places[] = [[]];
  let hasSets = false;
  do {
    const read = readSets(parser, keys);
    hasSets ||= read !== undefined;
    const each = read ?? [[keys.place(parser.expression())]];
    sets = sets.flatMap((set) => each.map((other) => [...set, ...other]));
  } while (tokens.sign(','));
  if (tokens.word('WITH', 'ROLLUP')) return { keys: keys.list, sets: rollupSets(sets[0]!.map((i) => [i])) };
  if (tokens.word('WITH', 'CUBE')) return { keys: keys.list, sets: cubeSets(sets[0]!.map((i) => [i])) };
  if (tokens.word('GROUPING', 'SETS')) return { keys: keys.list, sets: readList(parser, keys) };
  return hasSets ? { keys: keys.list, sets: sets.map((set) => [...new Set(set)]) } : { keys: keys.list };
}

/** The grouping expressions, each once. */
class Keys {
  readonly list: Expression[] = [];
  readonly #places = new Map<string, number>();

  place(e: Expression): number {
    const key = JSON.stringify(e, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value));
    let place = this.#places.get(key);
    if (place === undefined) this.#places.set(key, (place = this.list.push(e) - 1));
    return place;
  }
}

/** The sets of ROLLUP, CUBE or GROUPING SETS; undefined where none comes next. */
function readSets(parser: ExpressionParser, keys: Keys): readonly Places[] | undefined {
  const { tokens } = parser;
  if (tokens.isWord('ROLLUP', 'CUBE') && tokens.isSign('(', 1)) {
    const of = tokens.take().text.toUpperCase() === 'CUBE' ? cubeSets : rollupSets;
    tokens.expectSign('(');
    const groups = [readGroup(parser, keys)];
    while (tokens.sign(',')) groups.push(readGroup(parser, keys));
    tokens.expectSign(')');
    return of(groups);
  }
  return tokens.word('GROUPING', 'SETS') ? readList(parser, keys) : undefined;
}

function readList(parser: ExpressionParser, keys: Keys): Places[] {
  const { tokens } = parser;
  tokens.expectSign('(');
  const sets: Places[] = [];
  do sets.push(...(readSets(parser, keys) ?? [readGroup(parser, keys)]));
  while (tokens.sign(','));
  tokens.expectSign(')');
  return sets;
}

/** `a`, `(a, b)` or `()`. */
function readGroup(parser: ExpressionParser, keys: Keys): Places {
  const { tokens } = parser;
  if (tokens.isSign('(') && tokens.isSign(')', 1)) {
    tokens.take();
    tokens.take();
    return [];
  }
  const e = parser.expression();
  const parts = e.kind === 'call' && e.fn === 'struct' ? e.args : [e];
  return parts.map((part) => keys.place(part));
}
