import type { Expression, SortOrder, WindowCall } from '#lib/plan/expression.js';
import { transformUp } from '#lib/plan/map-expression.js';
import type * as plan from '#lib/plan/relation.js';
import { relation, type Relation } from '#lib/plan/relation.js';
import { readGrouping } from './group-by-parser.js';
import { oneRow } from './one-row.js';
import type { QueryParser } from './query-parser.js';
import { readWindow, type WindowText } from './window-parser.js';

/** The SELECT whose first word is taken, up to ORDER BY. */
export function readSelect(parser: QueryParser): Relation {
  const { tokens, expressions } = parser;
  const distinct = tokens.word('DISTINCT') || (tokens.isWord('ALL') && !tokens.isSign(',', 1) && tokens.word('ALL'), false);
  const columns = expressions.namedList();
  let child: Relation = tokens.word('FROM') ? parser.from.from() : oneRow();
  while (tokens.word('LATERAL', 'VIEW')) child = parser.from.lateralView(child);
  if (tokens.word('WHERE')) child = relation<plan.FilterRelation>({ kind: 'filter', child, condition: expressions.expression() });
  const grouping = tokens.word('GROUP', 'BY') ? readGrouping(expressions) : undefined;
  const having = tokens.word('HAVING') ? expressions.expression() : undefined;
  const qualifyFirst = tokens.word('QUALIFY') ? expressions.expression() : undefined;
  const windows = tokens.word('WINDOW') ? readWindows(parser) : new Map<string, WindowText>();
  const qualify = qualifyFirst ?? (tokens.word('QUALIFY') ? expressions.expression() : undefined);
  const over = (e: Expression): Expression => transformUp(e, (part) => (part.kind === 'window' ? windowOf(part, windows, parser) : part));
  return relation<plan.SelectRelation>({
    kind: 'select',
    child,
    columns: columns.map(over),
    ...(grouping && { grouping }),
    ...(having && { having }),
    ...(qualify && { qualify: over(qualify) }),
    distinct,
    order: [] as SortOrder[],
  });
}

function readWindows(parser: QueryParser): Map<string, WindowText> {
  const { tokens } = parser;
  const windows = new Map<string, WindowText>();
  do {
    const name = tokens.name('a window');
    tokens.expectWord('AS');
    windows.set(name.toLowerCase(), readWindow(parser.expressions));
  } while (tokens.sign(','));
  return windows;
}

/** A window over a name of the WINDOW clause as what that name says, with what the window adds. */
function windowOf(e: WindowCall, windows: ReadonlyMap<string, WindowText>, parser: QueryParser): WindowCall {
  const { tokens } = parser;
  if (e.name === undefined) return e;
  const base = windows.get(e.name.toLowerCase());
  if (base === undefined)
    return tokens.fail(`no window '${e.name}' in the WINDOW clause`, tokens.peek(), 'MISSING_WINDOW_SPECIFICATION', '42P20');
  const { name: _, ...own } = e;
  const merged: WindowCall = {
    ...own,
    partitionBy: e.partitionBy.length > 0 ? e.partitionBy : base.partitionBy,
    orderBy: e.orderBy.length > 0 ? e.orderBy : base.orderBy,
    ...((e.frame ?? base.frame) && { frame: (e.frame ?? base.frame)! }),
    ...(base.name !== undefined && { name: base.name }),
  };
  return windowOf(Object.freeze(merged), windows, parser);
}
