import { availableParallelism } from 'node:os';
import { AnalysisError } from '#lib/errors.js';
import { didYouMean } from '#lib/nearest-name.js';

/** A setting of a session: what it is for, what it is without being set, and what it may be. */
export interface Setting {
  readonly doc: string;
  readonly default: string;
  readonly expects: string;
  accepts(value: string): boolean;
  /** Cannot change once the session runs. */
  readonly fixed?: boolean;
}

const text = (doc: string, def: string, fixed = false): Setting => ({ doc, default: def, expects: 'text', accepts: () => true, fixed });
const flag = (doc: string, def: boolean): Setting => ({
  doc,
  default: String(def),
  expects: 'true or false',
  accepts: (v) => v === 'true' || v === 'false',
});
const count = (doc: string, def: number, fixed = false): Setting => ({
  doc,
  default: String(def),
  expects: 'a whole number >= 1',
  accepts: (v) => /^[1-9]\d*$/.test(v),
  fixed,
});
const size = (doc: string, def: string, fixed = false): Setting => ({
  doc,
  default: def,
  expects: "a size such as '512m' or '4g'",
  accepts: (v) => /^\d+(\.\d+)?\s*[kmgt]?i?b?$/i.test(v),
  fixed,
});
const choice = (doc: string, values: readonly string[]): Setting => ({
  doc,
  default: values[0]!,
  expects: `one of ${values.join(', ')}`,
  accepts: (v) => values.includes(v),
});

/** Every setting that Kindling reads. */
export const SETTINGS: Readonly<Record<string, Setting>> = Object.freeze({
  'spark.app.name': text('What the application is called.', 'kindling', true),
  'spark.master': text('Where it runs: local, local[n], local[*].', 'local[*]', true),
  'spark.default.parallelism': count('How many partitions rows are dealt to where nothing else says.', availableParallelism()),
  'spark.sql.caseSensitive': flag('Whether names that differ by case only are different.', false),
  'spark.sql.session.timeZone': text('The time zone that timestamps are shown and read in.', 'UTC'),
  'spark.sql.pivotMaxValues': count('How many values pivot() finds by itself at most.', 10000),
  'spark.kindling.longs': choice('What a bigint is in JavaScript: a number (an error where that is not exact) or a bigint.', [
    'number',
    'bigint',
  ]),
  'spark.kindling.memory': size('How much memory DuckDB may use before it spills.', '2g', true),
  'spark.kindling.cacheMemory': size('How much memory cached rows may take before they go to disk.', '1g', true),
  'spark.kindling.workerMemory': size("How much memory a worker's JavaScript heap may take.", '2g', true),
  'spark.local.dir': text('The folder for temporary files; the system one if empty.', '', true),
});

/** The settings of a session: `spark.conf.set(key, value)`. */
export class RuntimeConf {
  readonly #values: Map<string, string>;
  #running = false;

  constructor(values: Readonly<Record<string, string>> = {}) {
    this.#values = new Map();
    for (const [key, value] of Object.entries(values)) this.set(key, value);
  }

  /** The value of a setting, or its default; `fallback` where it has neither. */
  get(key: string, fallback?: string): string {
    const value = this.#values.get(key) ?? fallback ?? SETTINGS[key]?.default;
    if (value === undefined)
      throw new AnalysisError('SQL_CONF_NOT_FOUND', `No setting '${key}'.${didYouMean(key, Object.keys(SETTINGS))}`, { sqlState: '42K0I' });
    return value;
  }
  set(key: string, value: string | number | boolean): void {
    const setting = SETTINGS[key];
    const stored = String(value);
    if (setting?.fixed === true && this.#running)
      throw new AnalysisError(
        'CANNOT_MODIFY_CONFIG',
        `'${key}' must be set before the session starts: SparkSession.builder.config('${key}', …)`,
        { sqlState: '46110' },
      );
    if (setting !== undefined && !setting.accepts(stored))
      throw new AnalysisError('INVALID_CONF_VALUE', `'${key}' must be ${setting.expects}; got '${stored}'`, { sqlState: '22022' });
    if (setting === undefined && key.startsWith('spark.kindling.'))
      throw new AnalysisError('SQL_CONF_NOT_FOUND', `No setting '${key}'.${didYouMean(key, Object.keys(SETTINGS))}`, { sqlState: '42K0I' });
    this.#values.set(key, stored);
  }
  unset(key: string): void {
    this.#values.delete(key);
  }
  getAll(): Record<string, string> {
    return Object.fromEntries(this.#values);
  }
  isModifiable(key: string): boolean {
    return SETTINGS[key] !== undefined && SETTINGS[key].fixed !== true;
  }

  /** @internal The session runs: fixed settings stay as they are. */
  freeze(): void {
    this.#running = true;
  }
}

/** A size such as '512m' in bytes. */
export function bytesOf(size: string): number {
  const [, number, unit] = /^(\d+(?:\.\d+)?)\s*([kmgt]?)/i.exec(size)!;
  return Math.floor(Number(number) * 1024 ** ['', 'k', 'm', 'g', 't'].indexOf(unit!.toLowerCase()));
}
