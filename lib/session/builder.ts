import { leaveOut } from '#lib/frame/left-out.js';
import { BUILDER_LEFT_OUT } from './left-out.js';
import type { SparkSession } from './spark-session.js';

/** Says how a session is to be, then makes it: `SparkSession.builder.master('local[2]').appName('x').getOrCreate()`. */
export class Builder {
  readonly #conf: Readonly<Record<string, string>>;
  readonly #make: (conf: Readonly<Record<string, string>>) => SparkSession;

  constructor(make: (conf: Readonly<Record<string, string>>) => SparkSession, conf: Readonly<Record<string, string>> = {}) {
    this.#make = make;
    this.#conf = conf;
  }

  /** Where it runs: `local` (one worker), `local[n]`, `local[*]` (a worker for each core). */
  master(master: string): Builder {
    return this.config('spark.master', master);
  }
  appName(name: string): Builder {
    return this.config('spark.app.name', name);
  }
  config(key: string, value: string | number | boolean): Builder;
  config(settings: Readonly<Record<string, string | number | boolean>>): Builder;
  config(a: string | Readonly<Record<string, string | number | boolean>>, value?: string | number | boolean): Builder {
    const added =
      typeof a === 'string' ? { [a]: String(value) } : Object.fromEntries(Object.entries(a).map(([key, v]) => [key, String(v)]));
    return new Builder(this.#make, { ...this.#conf, ...added });
  }
  /** The session that runs, with the settings that can still change; a new one where none runs. */
  getOrCreate(): Promise<SparkSession> {
    return new Promise((resolve) => resolve(this.#make(this.#conf)));
  }
}

leaveOut(Builder, BUILDER_LEFT_OUT);
