import type { Expression } from '#lib/plan/expression.js';
import type * as plan from '#lib/plan/relation.js';
import { relation, type Relation } from '#lib/plan/relation.js';
import type { ExpressionParser } from './expression-parser.js';
import { call, column } from './node.js';

/** `PIVOT (sum(x) AS s FOR year IN (2012 AS y12, 2013))`; several columns are `FOR (a, b) IN ((1, 2), …)`. */
export function readPivot(child: Relation, parser: ExpressionParser): Relation {
  const { tokens } = parser;
  tokens.expectWord('PIVOT');
  tokens.expectSign('(');
  const aggregates = parser.namedList();
  tokens.expectWord('FOR');
  const names = tokens.isSign('(') ? tokens.names('a column') : [tokens.name('a column')];
  tokens.expectWord('IN');
  tokens.expectSign('(');
  const values = parser.namedList();
  tokens.expectSign(')');
  tokens.expectSign(')');
  const turned: Expression = names.length === 1 ? column(names[0]!) : call('struct', ...names.map((name) => column(name)));
  return relation<plan.PivotRelation>({ kind: 'pivot', child, column: turned, values, aggregates });
}

/** `UNPIVOT [INCLUDE NULLS] (value FOR name IN (a AS x, b))`; several values are `((v1, v2) FOR name IN ((a, b) AS x, …))`. */
export function readUnpivot(child: Relation, parser: ExpressionParser): Relation {
  const { tokens } = parser;
  tokens.expectWord('UNPIVOT');
  const includeNulls = tokens.word('INCLUDE', 'NULLS') || (tokens.word('EXCLUDE', 'NULLS'), false);
  tokens.expectSign('(');
  const valueColumns = tokens.isSign('(') ? tokens.names('a column') : [tokens.name('a column')];
  tokens.expectWord('FOR');
  const nameColumn = tokens.name('a column');
  tokens.expectWord('IN');
  tokens.expectSign('(');
  const values: { columns: Expression[]; label?: string }[] = [];
  do {
    const many = tokens.sign('(');
    const columns = many ? columnsOf(parser) : [column(...tokens.dotted('a column'))];
    if (many) tokens.expectSign(')');
    const label =
      tokens.word('AS') || tokens.peek().kind === 'word' || tokens.peek().kind === 'quoted' ? tokens.name('an alias') : undefined;
    values.push({ columns, ...(label !== undefined && { label }) });
  } while (tokens.sign(','));
  tokens.expectSign(')');
  tokens.expectSign(')');
  return relation<plan.UnpivotRelation>({ kind: 'unpivot', child, values, nameColumn, valueColumns, includeNulls });
}

function columnsOf({ tokens }: ExpressionParser): Expression[] {
  const found = [column(...tokens.dotted('a column'))];
  while (tokens.sign(',')) found.push(column(...tokens.dotted('a column')));
  return found;
}
