import { AnalysisError } from '#lib/errors.js';
import { quoteText } from './quote.js';

const LETTERS: Readonly<Record<string, string>> = {
  yyyy: '%Y',
  yy: '%y',
  MM: '%m',
  M: '%-m',
  MMM: '%b',
  MMMM: '%B',
  dd: '%d',
  d: '%-d',
  HH: '%H',
  H: '%-H',
  hh: '%I',
  mm: '%M',
  ss: '%S',
  SSS: '%g',
  SSSSSS: '%f',
  a: '%p',
  E: '%a',
  EEE: '%a',
  EEEE: '%A',
};

/** The zone's distance from UTC, as Java's patterns write it. */
export const OFFSET = 'X'.repeat(3);

/** A date or time written by one of Java's patterns, as SQL. Throws for letters that are not known here. */
export function timeFormatSql(sql: string, pattern: string): string {
  const parts = pattern.match(/'(?:[^']|'')*'|([a-zA-Z])\1*|[^a-zA-Z']+/g) ?? [];
  return `(${parts.map((part) => partSql(sql, part, pattern)).join(' || ')})`;
}

function partSql(sql: string, part: string, pattern: string): string {
  if (part.startsWith("'")) return quoteText(part === "''" ? "'" : part.slice(1, -1).replaceAll("''", "'"));
  if (/^[^a-zA-Z]/.test(part)) return quoteText(part.replace(/[[\]]/g, ''));
  if (part === OFFSET) return offsetSql(sql);
  const code = LETTERS[part];
  if (code === undefined)
    throw new AnalysisError(
      'INVALID_DATETIME_PATTERN.ILLEGAL_CHARACTER',
      `A pattern to write times must be of ${Object.keys(LETTERS).join(', ')} and ${OFFSET}; '${pattern}' has '${part}'. Write date_format(…) as a column of text.`,
      { sqlState: '22007' },
    );
  return `strftime(${sql}, '${code}')`;
}

/** The zone's distance from UTC at that time: `Z`, `+02:00`. */
function offsetSql(sql: string): string {
  const seconds = `extract(timezone FROM ${sql})`;
  return `CASE WHEN ${sql} IS NULL THEN NULL WHEN ${seconds} = 0 THEN 'Z' ELSE CASE WHEN ${seconds} < 0 THEN '-' ELSE '+' END || printf('%02d:%02d', abs(${seconds}) // 3600, abs(${seconds}) // 60 % 60) END`;
}
