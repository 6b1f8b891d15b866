import { parseArgs } from 'node:util';

export const HELP = `npm run parity -- --sql FILE.jsonl [--engine local|spark] [--only REGEX] [--docs OUT.md]

Runs golden records, which are statements with the answers of Apache Spark, and prints each that differs and how, the figures of
each class, the most frequent kinds of difference, and 'agree N of M (P %)'. Types, values, the order of rows where it is fixed
and error conditions are compared; names of columns are not. Records that are not deterministic are run, and counted apart.

  --sql FILE       the records, one JSON object a line: {sql, schema, rows | error, conf, order, deterministic, fn, class}
  --engine NAME    where they run: local, the default, or spark
  --only REGEX     records whose function, class or statement matches
  --docs OUT.md    writes the table of functions: agrees, differs or missing
  --help           this text
`;

export interface Options {
  readonly help: boolean;
  readonly sql: string;
  readonly only: RegExp | undefined;
  readonly docs: string | undefined;
}

/** The command line's options; throws where one is missing, unknown or not what it must be. */
export function optionsOf(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      sql: { type: 'string' },
      engine: { type: 'string', default: 'local' },
      only: { type: 'string' },
      docs: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const { help, sql, engine, only, docs } = values;
  if (help) return { help, sql: '', only: undefined, docs: undefined };
  if (engine === 'spark') throw new Error('--engine spark is not there yet: use --engine local');
  if (engine !== 'local') throw new Error(`--engine must be local or spark; got '${engine}'`);
  if (sql === undefined || sql === '') throw new Error('--sql must name a file of golden records: npm run parity -- --sql FILE.jsonl');
  return { help, sql, only: only === undefined ? undefined : patternOf(only), docs };
}

function patternOf(text: string): RegExp {
  try {
    return new RegExp(text);
  } catch (cause) {
    throw new Error(`--only must be a regular expression; got '${text}': ${(cause as Error).message}`, { cause });
  }
}
