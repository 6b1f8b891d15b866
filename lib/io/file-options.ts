import { AnalysisError } from '#lib/errors.js';

/** Options of a read or write by their names in small letters: Spark takes them in any case, and passes over those it does not know. */
export type FileOptions = Readonly<Record<string, string>>;

/** Options with their names in small letters; of names that differ only in case the last is kept. */
export const foldOptions = (options: Readonly<Record<string, string>>): FileOptions =>
  Object.fromEntries(Object.entries(options).map(([name, value]) => [name.toLowerCase(), value]));

/** An option that is true or false, in any case. */
export function flagOption(options: FileOptions, name: string, fallback: boolean): boolean {
  const value = options[name.toLowerCase()];
  if (value === undefined) return fallback;
  const folded = value.toLowerCase();
  if (folded !== 'true' && folded !== 'false') invalidOption(name, "'true' or 'false'", value);
  return folded === 'true';
}

/** An option that is one character, or none where it is empty. */
export function charOption(options: FileOptions, name: string, fallback: string): string {
  const value = options[name.toLowerCase()];
  if (value === undefined) return fallback;
  const text = unescapeOption(value);
  if (text.length > 1) invalidOption(name, 'one character', value);
  return text === '\0' ? '' : text;
}

/** Text that may spell control characters: `\t`, `\n`, `\u0001`. */
export function unescapeOption(text: string): string {
  const controls: Readonly<Record<string, string>> = { t: '\t', r: '\r', n: '\n', b: '\b', f: '\f', '0': '\0' };
  return text.replace(/\\(?:u([0-9a-fA-F]{4})|([trnbf0"'\\]))/g, (_, hex: string | undefined, one: string | undefined) =>
    hex === undefined ? (controls[one!] ?? one!) : String.fromCharCode(parseInt(hex, 16)),
  );
}

/** What a reader does with records that do not fit. Spark takes an unknown mode for PERMISSIVE. */
export type ParseMode = 'PERMISSIVE' | 'DROPMALFORMED' | 'FAILFAST';

export function parseMode(options: FileOptions): ParseMode {
  const mode = options['mode']?.toUpperCase();
  return mode === 'DROPMALFORMED' || mode === 'FAILFAST' ? mode : 'PERMISSIVE';
}

/** The column that keeps a record that does not fit, where the schema has one of this name. */
export const corruptColumn = (options: FileOptions): string => options['columnnameofcorruptrecord'] ?? '_corrupt_record';

export function invalidOption(name: string, must: string, got: string): never {
  throw new AnalysisError('INVALID_OPTION', `Option '${name}' must be ${must}; got '${got}'`, { sqlState: '22023' });
}
