import type { Expression } from '#lib/plan/expression.js';
import type * as plan from '#lib/plan/relation.js';
import { relation, type Relation } from '#lib/plan/relation.js';
import * as t from '#lib/types/data-type.js';
import type { ExpressionParser } from './expression-parser.js';
import { call, literal } from './node.js';
import { oneRow } from './one-row.js';
import type { TokenStream } from './token-stream.js';

/** `VALUES (1, 'a'), (2, 'b')` or `VALUES 1, 2` as rows with columns col1, col2, … */
export function valuesRelation(tokens: TokenStream, expressions: ExpressionParser): Relation {
  const values: Expression[] = [];
  let rows = 0;
  let width: number | undefined;
  do {
    const token = tokens.peek();
    const e = expressions.expression();
    const row = e.kind === 'call' && e.fn === 'struct' && token.text === '(' ? e.args : [e];
    width ??= row.length;
    if (row.length !== width)
      tokens.fail(
        `every row of VALUES must have ${width} values, as the first has`,
        token,
        'INVALID_INLINE_TABLE.NUM_COLUMNS_MISMATCH',
        '42000',
      );
    values.push(...row.map((value) => (value.kind === 'alias' ? value.child : value)));
    rows++;
  } while (tokens.sign(','));
  const generator = call('stack', literal(t.integer, rows), ...values);
  const names = Array.from({ length: width }, (_, i) => `col${i + 1}`);
  return relation<plan.GenerateRelation>({ kind: 'generate', child: oneRow(), generator, outer: false, names });
}
