import type { Call, Expression, FrameBound, SortOrder, WindowCall, WindowFrame } from '#lib/plan/expression.js';
import { constantOf } from './constant.js';
import type { ExpressionParser } from './expression-parser.js';

/** What a window says: its rows, their order and the frame; `name` is a window of the WINDOW clause that it builds on. */
export type WindowText = Pick<WindowCall, 'partitionBy' | 'orderBy' | 'frame' | 'name'>;

/** A call over the window that follows OVER. */
export function readOver(parser: ExpressionParser, e: Call): Expression {
  if (parser.tokens.isSign('(')) return Object.freeze({ kind: 'window', call: e, ...readWindow(parser) });
  const name = parser.tokens.name('a window');
  return Object.freeze({ kind: 'window', call: e, partitionBy: [], orderBy: [], name });
}

/** `(base PARTITION BY … ORDER BY … ROWS …)`. */
export function readWindow(parser: ExpressionParser): WindowText {
  const { tokens } = parser;
  tokens.expectSign('(');
  const next = tokens.peek();
  const starts = tokens.isWord('PARTITION', 'DISTRIBUTE', 'CLUSTER', 'ORDER', 'SORT', 'ROWS', 'RANGE');
  const name = next.kind === 'quoted' || (next.kind === 'word' && !starts) ? tokens.name('a window') : undefined;
  const clustered = tokens.word('CLUSTER', 'BY') ? parser.list() : undefined;
  const partitionBy = clustered ?? (tokens.word('PARTITION', 'BY') || tokens.word('DISTRIBUTE', 'BY') ? parser.list() : []);
  const orderBy: SortOrder[] = tokens.word('ORDER', 'BY') || tokens.word('SORT', 'BY') ? parser.sortOrders() : [];
  const unit = tokens.word('ROWS') ? 'rows' : tokens.word('RANGE') ? 'range' : undefined;
  const frame = unit === undefined ? undefined : readFrame(parser, unit);
  tokens.expectSign(')');
  return { partitionBy, orderBy, ...(frame && { frame }), ...(name !== undefined && { name }) };
}

function readFrame(parser: ExpressionParser, unit: WindowFrame['unit']): WindowFrame {
  const { tokens } = parser;
  if (!tokens.word('BETWEEN')) return Object.freeze({ unit, start: readBound(parser), end: 'current' });
  const start = readBound(parser);
  tokens.expectWord('AND');
  return Object.freeze({ unit, start, end: readBound(parser) });
}

function readBound(parser: ExpressionParser): FrameBound {
  const { tokens } = parser;
  if (tokens.word('CURRENT', 'ROW')) return 'current';
  const amount = tokens.word('UNBOUNDED') ? undefined : parser.value();
  const side = tokens.word('PRECEDING') ? 'PRECEDING' : (tokens.expectWord('FOLLOWING'), 'FOLLOWING');
  if (amount === undefined) return 'unbounded';
  const n = constantOf(amount);
  if (n === undefined) return Object.freeze({ amount, side });
  return n === 0 ? 'current' : side === 'PRECEDING' ? -n : n;
}
