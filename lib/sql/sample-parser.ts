import type * as plan from '#lib/plan/relation.js';
import { relation, type Relation } from '#lib/plan/relation.js';
import { constantOf } from './constant.js';
import type { ExpressionParser } from './expression-parser.js';

/** `(10 PERCENT)`, `(5 ROWS)`, `(BUCKET 1 OUT OF 4)`, with REPEATABLE (seed), behind TABLESAMPLE. */
export function readSample(child: Relation, parser: ExpressionParser): Relation {
  const { tokens } = parser;
  tokens.expectSign('(');
  const at = tokens.peek();
  let part: number;
  if (tokens.word('BUCKET')) {
    const bucket = number();
    tokens.expectWord('OUT', 'OF');
    part = bucket / number();
  } else {
    const amount = number();
    if (tokens.word('ROWS')) {
      tokens.expectSign(')');
      return relation<plan.LimitRelation>({ kind: 'limit', child, limit: amount });
    }
    tokens.expectWord('PERCENT');
    part = amount / 100;
  }
  tokens.expectSign(')');
  if (!(part >= 0 && part <= 1))
    tokens.fail('the part of the rows must be from 0 to 100 percent', at, 'SAMPLE_FRACTION_OUT_OF_RANGE', '22023');
  const seed = tokens.word('REPEATABLE') ? seedOf() : Math.floor(Math.random() * 2 ** 31);
  return relation<plan.SampleRelation>({ kind: 'sample', child, lower: 0, upper: part, withReplacement: false, seed });

  function number(): number {
    const sign = tokens.sign('-') ? -1 : 1;
    const token = tokens.take();
    const value = Number(token.text.replace(/[a-z]+$/i, ''));
    return token.kind === 'number' && Number.isFinite(value) ? sign * value : tokens.fail('expected a number', token);
  }
  function seedOf(): number {
    tokens.expectSign('(');
    const seed = constantOf(parser.expression()) ?? tokens.fail('REPEATABLE must have a whole number');
    tokens.expectSign(')');
    return seed;
  }
}
