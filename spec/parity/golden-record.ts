import { existsSync, readFileSync } from 'node:fs';

/** What Apache Spark answered to one statement; values are JSON in the encoding of each column's type. */
export interface GoldenRecord {
  readonly sql: string;
  /** The function that the statement shows, where it shows one. */
  readonly fn?: string;
  readonly class?: string;
  /** Names and types of the columns. Errors of analysis have none. */
  readonly schema?: readonly (readonly [name: string, type: string])[];
  readonly rows?: readonly (readonly unknown[])[];
  /** The error condition, or a Java class where Spark gives no condition. */
  readonly error?: string;
  /** False where values are not to be compared: clocks, random numbers, the session. */
  readonly deterministic?: boolean;
  /** Rows are compared in order where it is fixed. */
  readonly order?: 'fixed' | 'any' | 'varies';
  /** Settings in force beside the defaults. */
  readonly conf?: Readonly<Record<string, string>>;
}

/** The records of a file of JSON lines; empty lines are passed over. Throws with file and line where one is no record. */
export function readRecords(file: string): GoldenRecord[] {
  if (!existsSync(file)) throw new Error(`--sql must be a file of golden records; there is no ${file}`);
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line, i) => (line.trim() === '' ? [] : [recordOf(line, `${file} line ${i + 1}`)]));
}

function recordOf(line: string, place: string): GoldenRecord {
  const record = parsed(line, place);
  if (typeof record !== 'object' || record === null || typeof record.sql !== 'string')
    throw new Error(`${place} must be an object with the text of a statement as 'sql'`);
  if (typeof record.error !== 'string' && !(isRows(record.rows) && isSchema(record.schema)))
    throw new Error(`${place} must have 'error', or 'rows' (a list of lists) and 'schema' (pairs of name and type)`);
  const width = record.schema?.length ?? 0;
  const odd = record.rows?.findIndex((row) => row.length !== width) ?? -1;
  if (odd >= 0) throw new Error(`${place}: row ${odd + 1} must have ${width} values as 'schema' says; got ${record.rows![odd]!.length}`);
  return record;
}

function parsed(line: string, place: string): GoldenRecord {
  try {
    return JSON.parse(line) as GoldenRecord;
  } catch (cause) {
    throw new Error(`${place} must be JSON: ${(cause as Error).message}`, { cause });
  }
}

const isRows = (rows: unknown): boolean => Array.isArray(rows) && rows.every((row) => Array.isArray(row));
const isSchema = (schema: unknown): boolean => Array.isArray(schema) && schema.every((field) => Array.isArray(field) && field.length === 2);
