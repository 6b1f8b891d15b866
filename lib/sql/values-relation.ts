import type { Expression } from '#lib/plan/expression.js';
import type * as plan from '#lib/plan/relation.js';
import { relation, type Relation } from '#lib/plan/relation.js';
import type { ExpressionParser } from './expression-parser.js';
import type { TokenStream } from './token-stream.js';

/** `VALUES (1, 'a'), (2, 'b')` as rows with columns col1, col2, … */
export function valuesRelation(tokens: TokenStream, expressions: ExpressionParser): Relation {
  const rows: Relation[] = [];
  let width: number | undefined;
  do {
    const token = tokens.peek();
    const e = expressions.expression();
    const values = e.kind === 'call' && e.fn === 'struct' && token.text === '(' ? e.args : [e];
    width ??= values.length;
    if (values.length !== width) tokens.fail(`every row of VALUES must have ${width} values, as the first has`, token);
    rows.push(oneRow(values));
  } while (tokens.sign(','));
  return balanced(rows);
}

function oneRow(values: readonly Expression[]): Relation {
  const columns = values.map((child, i): Expression => ({ kind: 'alias', child, name: `col${i + 1}` }));
  return relation<plan.ProjectRelation>({
    kind: 'project',
    child: relation<plan.RangeRelation>({ kind: 'range', start: 0n, end: 1n, step: 1n }),
    columns,
  });
}

/** The union of all, as a tree that is no deeper than it must be. */
function balanced(rows: readonly Relation[]): Relation {
  if (rows.length === 1) return rows[0]!;
  const half = rows.length >> 1;
  return relation<plan.SetRelation>({
    kind: 'set',
    op: 'union',
    all: true,
    left: balanced(rows.slice(0, half)),
    right: balanced(rows.slice(half)),
  });
}
