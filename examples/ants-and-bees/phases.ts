/** Times the phases of the program, each printed when it is done; a signal ends the program with a line that names the phase. */
export class Phases {
  readonly seconds: Record<string, number> = {};
  #now = 'start';

  constructor() {
    for (const [signal, code] of Object.entries(SIGNALS)) process.once(signal, () => this.#stop(signal, code));
  }

  async run<T>(name: string, work: () => Promise<T>): Promise<T> {
    const start = performance.now();
    this.#now = name;
    const result = await work();
    this.seconds[name] = Number(((performance.now() - start) / 1000).toFixed(3));
    console.log(`${name}: ${this.seconds[name].toFixed(1)} s`);
    return result;
  }

  #stop(signal: string, code: number): void {
    const newLine = process.stderr.isTTY ? '\n' : ''; // a progress line may stand there
    process.stderr.write(`${newLine}Stopped by ${signal} in the phase '${this.#now}'; what it had begun is not kept.\n`);
    process.exit(code);
  }
}

/** The signals that end the program, with the exit code that a shell gives to each. */
const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };

/** The most memory that the process has had, in megabytes. */
export const peakRss = (): number => Math.round(process.resourceUsage().maxRSS / 1024);
