import { caster } from '#lib/plan/cast/caster.js';
import { isIntegral, isNumeric } from '#lib/plan/common-type.js';
import { zoneOf } from '#lib/time/zone.js';
import { sameType } from '#lib/types/data-type.js';
import type { DataType } from '#lib/types/data-type.js';
import { typeName } from '#lib/types/type-name.js';
import type { SqlTools } from './sql-tools.js';
import { textSql } from './text-sql.js';
import { typeSql } from './type-sql.js';
import { instantSql, localSql } from './zone-sql.js';

/** One cast: the SQL of the value, the types, and the ways that are the same for all. */
interface CastCall {
  readonly sql: string;
  readonly from: DataType;
  readonly to: DataType;
  readonly trying: boolean;
  readonly timeZone: string;
  /** DuckDB's own cast. */
  plain(value: string, type?: DataType): string;
  /** The cast computed here. */
  exact(value?: string): string;
}

/**
 * Spark's cast as SQL: numbers are cut, not rounded; text must be the number whole; what does not fit is an error, or null
 * when trying. DuckDB casts where it means the same; else a kernel does. Without tools there are no kernels.
 */
export function castSql(sql: string, from: DataType, to: DataType, trying: boolean, tools?: SqlTools): string {
  if (sameType(from, to)) return sql;
  const plain = (value: string, type = to): string => `${trying ? 'TRY_CAST' : 'CAST'}(${value} AS ${typeSql(type)})`;
  const exact = (value = sql): string => (tools === undefined ? plain(value) : kernelCall(value, from, to, trying, tools));
  const call: CastCall = { sql, from, to, trying, timeZone: tools?.timeZone ?? 'UTC', plain, exact };
  if (from.kind === 'null' || from.kind === 'vector' || to.kind === 'vector') return plain(sql);
  if (from.kind === 'variant' || to.kind === 'variant') return exact();
  if (from.kind === 'string') return fromText(call);
  if (to.kind === 'string') return textSql(sql, from, call.timeZone, () => exact());
  if (from.kind === 'date' || from.kind === 'timestamp' || from.kind === 'timestamp_ntz') return fromTime(call);
  if (isNumeric(from)) return fromNumber(call);
  if (from.kind === 'boolean' && to.kind !== 'timestamp') return plain(sql);
  return exact();
}

function kernelCall(sql: string, from: DataType, to: DataType, trying: boolean, tools: SqlTools): string {
  const name = tools.kernel({
    name: trying ? 'try_cast' : 'cast',
    types: [from],
    returns: to,
    make: (_types, _returns, { timeZone }) => caster(from, to, { trying, zone: zoneOf(timeZone) }),
  });
  return `${name}(CAST(${sql} AS ${typeSql(from)}))`;
}

const SPACE = "' ' || chr(9) || chr(10) || chr(11) || chr(12) || chr(13)";
const trimmed = (sql: string): string => `trim(${sql}, ${SPACE})`;
const DOUBLE = "'[+-]?[0-9]{1,300}(\\.[0-9]{0,300})?([eE][+-]?[0-9]{1,2})?'";
const DATE = "'[0-9]{4}-[0-9]{2}-[0-9]{2}'";
const TIMESTAMP = "'[0-9]{4}-[0-9]{2}-[0-9]{2}[ T]([01][0-9]|2[0-3]):[0-9]{2}:[0-9]{2}(\\.[0-9]{1,6})?'";

/** Text in the common forms is read by DuckDB, the rest by the kernel. */
function fromText(call: CastCall): string {
  const { sql, to } = call;
  const common = (pattern: string, type = typeSql(to)): string =>
    `TRY_CAST(CASE WHEN regexp_full_match(${sql}, ${pattern}) THEN ${sql} END AS ${type})`;
  switch (to.kind) {
    case 'byte':
    case 'short':
    case 'integer':
    case 'long':
      return `CASE WHEN regexp_full_match(${trimmed(sql)}, '[+-]?[0-9]+') THEN ${call.plain(trimmed(sql))} WHEN ${sql} IS NULL THEN NULL ELSE ${invalid(call)} END`;
    case 'boolean': {
      const folded = `lower(${trimmed(sql)})`;
      return `CASE WHEN ${folded} IN ('t', 'true', 'y', 'yes', '1') THEN TRUE WHEN ${folded} IN ('f', 'false', 'n', 'no', '0') THEN FALSE WHEN ${sql} IS NULL THEN NULL ELSE ${invalid(call)} END`;
    }
    case 'binary':
      return `encode(${sql})`;
    case 'float':
    case 'double':
      return `coalesce(${common(DOUBLE)}, ${call.exact()})`;
    case 'date':
      return `coalesce(${common(DATE)}, ${call.exact()})`;
    case 'timestamp_ntz':
      return `coalesce(${common(TIMESTAMP)}, ${call.exact()})`;
    case 'timestamp': {
      const instant = instantSql(common(TIMESTAMP, 'TIMESTAMP'), call.timeZone);
      return instant === undefined ? call.exact() : `coalesce(${instant}, ${call.exact()})`;
    }
    default:
      return call.exact();
  }
}

const invalid = ({ sql, to, trying }: CastCall): string =>
  trying
    ? 'NULL'
    : `error('[CAST_INVALID_INPUT] The value ''' || ${sql} || ''' of type string cannot be cast to ${typeName(to)}. Use try_cast to get null instead.')`;

function fromTime(call: CastCall): string {
  const { sql, from, to, timeZone } = call;
  if (from.kind === 'timestamp') {
    if (to.kind === 'timestamp_ntz') return localSql(sql, timeZone);
    if (to.kind === 'date') return `CAST(${localSql(sql, timeZone)} AS DATE)`;
    if (isIntegral(to)) return call.plain(`floor(epoch_us(${sql}) / 1000000)`);
    if (to.kind === 'double' || to.kind === 'float') return call.plain(`(epoch_us(${sql}) / 1000000)`);
    return call.exact();
  }
  if (to.kind === 'timestamp') return instantSql(`CAST(${sql} AS TIMESTAMP)`, timeZone) ?? call.exact();
  if (to.kind === 'timestamp_ntz' || to.kind === 'date') return call.plain(sql);
  return call.exact();
}

function fromNumber(call: CastCall): string {
  const { sql, from, to } = call;
  const floating = from.kind === 'float' || from.kind === 'double';
  if (isIntegral(to)) return call.plain(isIntegral(from) ? sql : `trunc(${sql})`);
  if (to.kind === 'boolean') return `(${sql} <> 0)`;
  if (to.kind === 'float' || to.kind === 'double') return call.plain(sql);
  // digits of a double that are not in its text would turn the rounding
  if (to.kind === 'decimal' && !floating) return call.plain(sql);
  return call.exact();
}
