import { charOption, type FileOptions, flagOption, invalidOption, unescapeOption } from '../file-options.js';

/** How csv text is written, by Spark's options and defaults. */
export interface CsvFormat {
  readonly header: boolean;
  readonly separator: string;
  /** Empty where no character quotes. */
  readonly quote: string;
  readonly escape: string;
  /** Stands before an escape that means itself; empty where none does. */
  readonly escapeEscape: string;
  readonly comment: string;
  readonly nullValue: string;
  readonly emptyValue: string;
  readonly trimStart: boolean;
  readonly trimEnd: boolean;
  readonly multiLine: boolean;
  readonly lineSep: string | undefined;
  readonly encoding: string;
  readonly maxColumns: number;
  readonly maxChars: number;
  /** What becomes of a quote inside quotes that nothing escapes. */
  readonly unescaped: 'STOP_AT_DELIMITER' | 'STOP_AT_CLOSING_QUOTE' | 'BACK_TO_DELIMITER' | 'SKIP_VALUE' | 'RAISE_ERROR';
}

const UNESCAPED = ['STOP_AT_DELIMITER', 'STOP_AT_CLOSING_QUOTE', 'BACK_TO_DELIMITER', 'SKIP_VALUE', 'RAISE_ERROR'] as const;

/** The format that options say, whose names are in small letters. */
export function csvFormat(options: FileOptions): CsvFormat {
  const quote = charOption(options, 'quote', '"');
  const escape = charOption(options, 'escape', '\\');
  const separator = unescapeOption(options['sep'] ?? options['delimiter'] ?? ',');
  if (separator === '') invalidOption('sep', 'one or more characters', '');
  const unescaped = (options['unescapedquotehandling'] ?? 'STOP_AT_DELIMITER').toUpperCase();
  return {
    header: flagOption(options, 'header', false),
    separator,
    quote,
    escape,
    escapeEscape: charOption(options, 'charToEscapeQuoteEscaping', quote === escape ? '' : escape),
    comment: charOption(options, 'comment', ''),
    nullValue: options['nullvalue'] ?? '',
    emptyValue: options['emptyvalue'] ?? '',
    trimStart: flagOption(options, 'ignoreLeadingWhiteSpace', false),
    trimEnd: flagOption(options, 'ignoreTrailingWhiteSpace', false),
    multiLine: flagOption(options, 'multiLine', false),
    lineSep: options['linesep'] === undefined ? undefined : unescapeOption(options['linesep']),
    encoding: options['encoding'] ?? options['charset'] ?? 'UTF-8',
    maxColumns: wholeNumber(options, 'maxColumns', 20480),
    maxChars: wholeNumber(options, 'maxCharsPerColumn', -1),
    unescaped: UNESCAPED.find((name) => name === unescaped) ?? invalidOption('unescapedQuoteHandling', UNESCAPED.join(', '), unescaped),
  };
}

function wholeNumber(options: FileOptions, name: string, fallback: number): number {
  const text = options[name.toLowerCase()];
  if (text === undefined) return fallback;
  return /^-?\d+$/.test(text) ? Number(text) : invalidOption(name, 'a whole number', text);
}
