/** Times the phases of the program, each printed when it is done. */
export class Phases {
  readonly seconds: Record<string, number> = {};

  async run<T>(name: string, work: () => Promise<T>): Promise<T> {
    const start = performance.now();
    const result = await work();
    this.seconds[name] = Number(((performance.now() - start) / 1000).toFixed(3));
    return result;
  }
}

/** The most memory that the process has had, in megabytes. */
export const peakRss = (): number => Math.round(process.resourceUsage().maxRSS / 1024);
