import type { DataType, StructType } from '#lib/types/data-type.js';

/** A value as the text that Spark's cast makes of it: `1.0E7`, `[1, null]`, `{k -> v}`. Null for null. */
export function textSql(sql: string, from: DataType, depth = 0): string {
  switch (from.kind) {
    case 'binary':
      return `decode(${sql})`;
    case 'timestamp':
      return `CAST(CAST(${sql} AS TIMESTAMP) AS VARCHAR)`;
    case 'float':
    case 'double':
      return doubleText(`CAST(${sql} AS VARCHAR)`);
    case 'array':
      return `'[' || array_to_string(list_transform(${sql}, e${depth} -> ${part(`e${depth}`, from.element, depth + 1)}), ', ') || ']'`;
    case 'map': {
      const entry = `${textSql(`e${depth}.key`, from.key, depth + 1)} || ' -> ' || ${part(`e${depth}.value`, from.value, depth + 1)}`;
      return `'{' || array_to_string(list_transform(map_entries(${sql}), e${depth} -> ${entry}), ', ') || '}'`;
    }
    case 'struct':
      return structText(sql, from, depth);
    default:
      return `CAST(${sql} AS VARCHAR)`;
  }
}

const part = (sql: string, type: DataType, depth: number): string => `coalesce(${textSql(sql, type, depth)}, 'null')`;

function structText(sql: string, type: StructType, depth: number): string {
  const fields = type.fields.map((f) => part(`struct_extract(${sql}, '${f.name.replaceAll("'", "''")}')`, f.type, depth));
  return `CASE WHEN ${sql} IS NULL THEN NULL ELSE '{' || ${fields.length === 0 ? "''" : fields.join(" || ', ' || ")} || '}' END`;
}

/**
 * DuckDB's text of a double as Java's: always with a fraction, from 1e7 up and below 1e-3 with one digit before the point and
 * an exponent. DuckDB writes as few digits as tell the number apart, but with other limits.
 */
function doubleText(text: string): string {
  const sign = "CASE WHEN starts_with(s, '-') THEN '-' ELSE '' END";
  const whole = "split_part(ltrim(s, '-'), '.', 1)";
  const fraction = "split_part(s, '.', 2)";
  const significant = `ltrim(${fraction}, '0')`;
  const orZero = (digits: string): string => `CASE WHEN ${digits} = '' THEN '0' ELSE ${digits} END`;
  return `list_transform([${text}], s -> CASE
    WHEN s = 'nan' THEN 'NaN' WHEN s = 'inf' THEN 'Infinity' WHEN s = '-inf' THEN '-Infinity'
    WHEN contains(s, 'e') THEN split_part(s, 'e', 1) || CASE WHEN contains(s, '.') THEN '' ELSE '.0' END || 'E' || CAST(split_part(s, 'e', 2) AS INTEGER)
    WHEN length(${whole}) >= 8 THEN ${sign} || ${whole}[1] || '.' || ${orZero(`rtrim(${whole}[2:] || ${fraction}, '0')`)} || 'E' || (length(${whole}) - 1)
    WHEN ${whole} = '0' AND starts_with(${fraction}, '000') AND ${significant} <> ''
      THEN ${sign} || ${significant}[1] || '.' || ${orZero(`${significant}[2:]`)} || 'E-' || (length(${fraction}) - length(${significant}) + 1)
    ELSE s END)[1]`;
}
