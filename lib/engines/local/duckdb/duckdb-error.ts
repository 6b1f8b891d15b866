import { ExecutionError } from '#lib/errors.js';

/** What DuckDB says against a statement or its data. The engine turns the ones that Spark knows into Spark's conditions. */
export class DuckDbError extends ExecutionError {
  /** DuckDB's exception type as DuckDB writes it: `Binder`, `Catalog`, `Conversion`, `Parser`, `INTERRUPT`, `Out of Memory`, … */
  readonly type: string;
  /** DuckDB's message without the type in front. */
  readonly rawMessage: string;
  /** What else DuckDB says, all as text: `position`, `error_subtype` (`COLUMN_NOT_FOUND`), `name`, `candidates`, … */
  readonly details: Readonly<Record<string, string>>;

  constructor(type: string, rawMessage: string, details: Readonly<Record<string, string>> = {}) {
    super(`DUCKDB_${type.toUpperCase().replace(/\W+/g, '_')}`, rawMessage);
    this.type = type;
    this.rawMessage = rawMessage;
    this.details = details;
  }

  /** Reads DuckDB's text: `Binder Error: …`, or JSON under the setting `errors_as_json`, or (a parser's) both. */
  static from(text: string | null): DuckDbError {
    const message = text ?? 'DuckDB failed and did not say why';
    const [, type = 'Unknown', rest = message] = /^(\w[\w -]*?) Error: (.*)$/s.exec(message) ?? [];
    const { exception_type, exception_message, ...details } = parseFields(rest);
    return new DuckDbError(exception_type ?? type, exception_message ?? rest, details);
  }
}

function parseFields(text: string): Record<string, string> {
  if (!text.startsWith('{"exception_type"')) return {};
  return JSON.parse(text) as Record<string, string>;
}
