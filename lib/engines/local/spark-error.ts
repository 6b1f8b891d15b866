import { AnalysisError, CancelledError, ExecutionError, type KindlingError } from '#lib/errors.js';
import { DuckDbError } from './duckdb/duckdb-error.js';

interface Rule {
  readonly test: RegExp;
  readonly condition: string;
  readonly sqlState?: string;
  message(match: RegExpExecArray, raw: string): string;
}

/** What DuckDB says, by its text, and what Spark calls it. */
const RULES: readonly Rule[] = [
  {
    test: /More than one row returned by a subquery/,
    condition: 'SCALAR_SUBQUERY_TOO_MANY_ROWS',
    sqlState: '21000',
    message: () => 'A subquery that is a value must have at most one row; it has more. Aggregate it, or add LIMIT 1.',
  },
  {
    test: /Type INT128 with value (\S+) can't be cast/,
    condition: 'ARITHMETIC_OVERFLOW',
    sqlState: '22003',
    message: (m) => `The sum ${m[1]!} does not fit bigint. Cast to decimal(38,0) first.`,
  },
  {
    test: /Overflow (?:in|on) (negation|abs|division)([^!]*)/,
    condition: 'ARITHMETIC_OVERFLOW',
    sqlState: '22003',
    message: (m) => `The ${m[1] === 'abs' ? 'absolute value' : m[1]!}${m[2]!} does not fit its type. Cast to a wider type first.`,
  },
  {
    test: /Casting value "([^"]*)" to type (DECIMAL\(\d+,\d+\)) failed/,
    condition: 'NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION',
    sqlState: '22003',
    message: (m) => `The value ${m[1]!} does not fit ${m[2]!.toLowerCase()}. Use try_cast to get null instead.`,
  },
  {
    test: /CSV Error on Line: (\d+)\s+Original Line: ?([^\n]*)\n([^\n]*)/,
    condition: 'MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION',
    sqlState: '22023',
    message: (m) =>
      `Line ${m[1]!} of a csv file must fit the schema: ${m[2]!}. ${m[3]!}. Read it with option('mode', 'PERMISSIVE') to get null there.`,
  },
  {
    test: /Overflow in (\w+) of DECIMAL\(\d+\) \(([^)]*)\)/,
    condition: 'NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION',
    sqlState: '22003',
    message: (m) => `${m[2]!} does not fit a decimal of 38 digits. Use a try_ function to get null instead.`,
  },
  {
    test: /Overflow in (\w+) of (INT8|INT16) \(([^)]*)\)/,
    condition: 'BINARY_ARITHMETIC_OVERFLOW',
    sqlState: '22003',
    message: (m) => `${m[3]!} does not fit ${m[2]!}. Cast to a wider type first.`,
  },
  {
    test: /Overflow in (\w+) of (\w+) \(([^)]*)\)/,
    condition: 'ARITHMETIC_OVERFLOW',
    sqlState: '22003',
    message: (m) => `${m[3]!} does not fit ${m[2]!}. Cast to a wider type first.`,
  },
  {
    test: /Could not convert string '([\s\S]*?)' to (\w+)/,
    condition: 'CAST_INVALID_INPUT',
    sqlState: '22018',
    message: (m) => `The value '${m[1]!}' of type string cannot be cast to ${m[2]!.toLowerCase()}. Use try_cast to get null instead.`,
  },
  {
    test: /Type (\w+) with value (\S+) can't be cast .*destination type (\w+)/,
    condition: 'CAST_OVERFLOW',
    sqlState: '22003',
    message: (m) =>
      `The value ${m[2]!} of type ${m[1]!.toLowerCase()} does not fit ${m[3]!.toLowerCase()}. Use try_cast to get null instead.`,
  },
  {
    test: /(invalid (?:date|timestamp|time) field format|date field value out of range|timestamp field value out of range): "([^"]*)"/i,
    condition: 'CAST_INVALID_INPUT',
    sqlState: '22018',
    message: (m) => `The value '${m[2]!}' is not a date or timestamp. Use try_cast to get null instead.`,
  },
  {
    test: /Map keys must be unique/,
    condition: 'DUPLICATED_MAP_KEY',
    sqlState: '23505',
    message: () => 'The keys of a map must differ; one came twice',
  },
  {
    test: /Map keys can not be NULL/,
    condition: 'NULL_MAP_KEY',
    sqlState: '2200E',
    message: () => 'A key of a map must not be null',
  },
  {
    test: /No files found that match the pattern "([^"]*)"/,
    condition: 'PATH_NOT_FOUND',
    sqlState: '42K03',
    message: (m) => `No file at '${m[1]!}'. Check the path; globs such as DIR/*.parquet are taken.`,
  },
];

const MEMORY = 'Set spark.kindling.memory higher, or spark.local.dir to a folder with more space.';
const STATES: Readonly<Record<string, string>> = {
  DIVIDE_BY_ZERO: '22012',
  REMAINDER_BY_ZERO: '22012',
  CAST_INVALID_INPUT: '22018',
  CAST_OVERFLOW: '22003',
  'NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION': '22003',
  'INTERVAL_ARITHMETIC_OVERFLOW.WITH_SUGGESTION': '22015',
  'INTERVAL_ARITHMETIC_OVERFLOW.WITHOUT_SUGGESTION': '22015',
  INTERVAL_DIVIDED_BY_ZERO: '22012',
  INVALID_INTERVAL_WITH_MICROSECONDS_ADDITION: '22006',
  'INVALID_INTERVAL_FORMAT.UNMATCHED_FORMAT_STRING_WITH_NOTICE': '22006',
  'INVALID_INTERVAL_FORMAT.INTERVAL_PARSING': '22006',
  DATETIME_OVERFLOW: '22008',
  'DATETIME_FIELD_OUT_OF_BOUNDS.WITH_SUGGESTION': '22023',
  'DATETIME_FIELD_OUT_OF_BOUNDS.WITHOUT_SUGGESTION': '22023',
  INVALID_FRACTION_OF_SECOND: '22023',
  ILLEGAL_DAY_OF_WEEK: '22009',
  CANNOT_PARSE_TIMESTAMP: '22007',
  CANNOT_PARSE_TIME: '22010',
  INVALID_TIMEZONE: '22009',
  'INVALID_DATETIME_PATTERN.ILLEGAL_CHARACTER': '22007',
  'INVALID_DATETIME_PATTERN.WITH_SUGGESTION': '22007',
  'INVALID_PARAMETER_VALUE.TIME_UNIT': '22023',
  ARITHMETIC_OVERFLOW: '22003',
  'INCONSISTENT_BEHAVIOR_CROSS_VERSION.DATETIME_PATTERN_RECOGNITION': '42K0B',
  'INCONSISTENT_BEHAVIOR_CROSS_VERSION.DATETIME_WEEK_BASED_PATTERN': '42K0B',
  INVALID_INDEX_OF_ZERO: '22003',
  'INVALID_PARAMETER_VALUE.START': '22023',
  'INVALID_PARAMETER_VALUE.LENGTH': '22023',
  DUPLICATED_MAP_KEY: '23505',
  NULL_MAP_KEY: '2200E',
  INVALID_BITMAP_POSITION: '22003',
  NEGATIVE_VALUES_IN_FREQUENCY_EXPRESSION: '22003',
  INVALID_ARRAY_INDEX: '22003',
  INVALID_ARRAY_INDEX_IN_ELEMENT_AT: '22003',
};

/** An error of DuckDB as the one that Spark would give; any other error as it is. */
export function sparkError(error: unknown): unknown {
  if (!(error instanceof DuckDbError)) return error;
  const raw = error.rawMessage;
  // an error that our own SQL raises carries its condition in the text
  const own = /\[([A-Z][A-Z0-9_.]+)\] ([\s\S]*)/.exec(raw);
  if (own !== null) return made(own[1]!, own[2]!, error, STATES[own[1]!]);
  for (const rule of RULES) {
    const match = rule.test.exec(raw);
    if (match !== null) return made(rule.condition, rule.message(match, raw), error, rule.sqlState);
  }
  if (error.type === 'INTERRUPT') return new CancelledError('The query was cancelled', { cause: error });
  if (/out of memory/i.test(error.type) || /out of memory|max_temp_directory_size/i.test(raw))
    return made('OUT_OF_MEMORY', `${raw.split('\n')[0]!} ${MEMORY}`, error, '53200');
  if (/^(IO|HTTP|Serialization)$/.test(error.type) || /magic bytes|parquet file|Malformed JSON/i.test(raw))
    return made('FAILED_READ_FILE', raw, error, 'KD001');
  return made(`DUCKDB_${error.type.toUpperCase().replaceAll(/\W+/g, '_')}`, raw, error);
}

function made(condition: string, message: string, cause: DuckDbError, sqlState?: string): KindlingError {
  const Kind = condition === 'PATH_NOT_FOUND' ? AnalysisError : ExecutionError;
  return new Kind(condition, message, { cause, ...(sqlState !== undefined && { sqlState }) });
}
