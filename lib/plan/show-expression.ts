import { typeName } from '#lib/types/type-name.js';
import type { Call, Expression, FrameBound, Literal } from './expression.js';

const INFIX = new Set(['+', '-', '*', '/', '%', '=', '<=>', '!=', '<', '<=', '>', '>=', '&', '|', '^', '||', 'div']);

/**
 * The expression as Spark names a column that has no name: `(age + 1)`, `upper(name)`. `ids` adds the number of each
 * attribute (`age#3`) and the casts that analysis put in, which plans print.
 */
export function showExpression(e: Expression, ids = false): string {
  const show = (x: Expression): string => showExpression(x, ids);
  const list = (xs: readonly Expression[]): string => xs.map(show).join(', ');
  switch (e.kind) {
    case 'column':
      return e.parts.join('.');
    case 'star':
      return `${e.target === undefined ? '*' : `${e.target.join('.')}.*`}${e.except === undefined ? '' : ` EXCEPT (${e.except.map((name) => name.join('.')).join(', ')})`}`;
    case 'attribute':
      return ids ? `${e.name}#${e.id}` : e.name;
    case 'literal':
      return showLiteral(e);
    case 'alias':
      return ids ? `${show(e.child)} AS ${e.name}${e.id === undefined ? '' : `#${e.id}`}` : `${show(e.child)} AS ${e.name}`;
    case 'cast':
      if (e.implicit === true && !ids) return show(e.child);
      return e.try === true
        ? `TRY_CAST(${show(e.child)} AS ${typeName(e.type).toUpperCase()})`
        : `CAST(${show(e.child)} AS ${typeName(e.type).toUpperCase()})`;
    case 'sort':
      return `${show(e.child)} ${e.descending ? 'DESC' : 'ASC'} NULLS ${e.nullsFirst ? 'FIRST' : 'LAST'}`;
    case 'case':
      return `CASE ${e.branches.map((b) => `WHEN ${show(b.when)} THEN ${show(b.then)}`).join(' ')}${e.otherwise === undefined ? '' : ` ELSE ${show(e.otherwise)}`} END`;
    case 'field':
      return `${show(e.child)}.${e.name}`;
    case 'window':
      return `${show(e.call)} OVER (${showWindow(e, show)})`;
    case 'lambda':
      return `lambdafunction(${list([e.body, ...(e.bound ?? e.params.map((name) => ({ kind: 'column', parts: [name] }) as const))])})`;
    case 'subquery':
      return e.how === 'scalar' ? 'scalarsubquery()' : e.how === 'exists' ? 'exists()' : `(${list(e.args)} IN (listquery()))`;
    case 'outer':
      return `outer(${e.name})`;
    case 'user':
      return `${e.name}(${list(e.args)})`;
    case 'call':
      return showCall(e.fn, e.args.map(show), e.distinct === true) + showClauses(e, list, show);
  }
}

function showCall(fn: string, args: readonly string[], distinct: boolean): string {
  const [a, b] = args;
  if (args.length === 2 && INFIX.has(fn)) return fn === '!=' ? `(NOT (${a!} = ${b!}))` : `(${a!} ${fn} ${b!})`;
  if (fn === 'and' || fn === 'or') return `(${args.join(` ${fn.toUpperCase()} `)})`;
  switch (fn) {
    case 'not':
      return `(NOT ${a!})`;
    case 'isnull':
      return `(${a!} IS NULL)`;
    case 'isnotnull':
      return `(${a!} IS NOT NULL)`;
    case 'in':
      return `(${a!} IN (${args.slice(1).join(', ')}))`;
    case 'like':
      return `${a!} LIKE ${b!}`;
    case 'negative':
      return `(- ${a!})`;
    case 'getitem':
      return `${a!}[${b!}]`;
    case 'with_field':
      return `update_fields(${a!}, WithField(${args[2]!}))`;
    case 'drop_field':
      return `update_fields(${a!}, dropfield())`;
    case 'count_star':
      return 'count(1)';
    default:
      return `${fn}(${distinct ? 'DISTINCT ' : ''}${args.join(', ')})`;
  }
}

/** What stands behind the brackets of a call. */
function showClauses(e: Call, list: (xs: readonly Expression[]) => string, show: (x: Expression) => string): string {
  const order = e.orderBy === undefined ? '' : ` WITHIN GROUP (ORDER BY ${list(e.orderBy)})`;
  const nulls = e.ignoreNulls === true ? ' ignore nulls' : '';
  return order + nulls + (e.filter === undefined ? '' : ` FILTER (WHERE ${show(e.filter)})`);
}

function showWindow(e: Extract<Expression, { kind: 'window' }>, show: (x: Expression) => string): string {
  const parts: string[] = [];
  if (e.partitionBy.length > 0) parts.push(`PARTITION BY ${e.partitionBy.map(show).join(', ')}`);
  if (e.orderBy.length > 0) parts.push(`ORDER BY ${e.orderBy.map(show).join(', ')}`);
  if (e.frame !== undefined)
    parts.push(
      `${e.frame.unit.toUpperCase()} BETWEEN ${showBound(e.frame.start, 'PRECEDING', show)} AND ${showBound(e.frame.end, 'FOLLOWING', show)}`,
    );
  return parts.join(' ');
}

/** A frame's bound as SQL says it: negative numbers precede, positive ones follow. */
export function showBound(bound: FrameBound, side: 'PRECEDING' | 'FOLLOWING', show: (e: Expression) => string): string {
  if (bound === 'unbounded') return `UNBOUNDED ${side}`;
  if (bound === 'current' || bound === 0) return 'CURRENT ROW';
  if (typeof bound === 'object') return `${show(bound.amount)} ${bound.side}`;
  return bound < 0 ? `${-bound} PRECEDING` : `${bound} FOLLOWING`;
}

function showLiteral(e: Literal): string {
  if (e.value === null) return 'NULL';
  if (e.value instanceof Uint8Array) return `X'${Buffer.from(e.value).toString('hex').toUpperCase()}'`;
  if (e.type.kind === 'date') return new Date((e.value as number) * 86_400_000).toISOString().slice(0, 10);
  if (e.type.kind === 'timestamp' || e.type.kind === 'timestamp_ntz')
    return new Date(Number((e.value as bigint) / 1000n))
      .toISOString()
      .replace('T', ' ')
      .replace(/\.?0*Z$/, '');
  if (e.type.kind === 'double' && Number.isInteger(e.value)) return `${String(e.value)}.0`;
  if (Array.isArray(e.value)) return `array(${e.value.map(String).join(', ')})`;
  return String(e.value as string);
}
