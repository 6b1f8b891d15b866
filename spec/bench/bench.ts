/** One measured figure, as a line of JSON says it. `ratio` is over 1 where Kindling is better, whatever the unit. */
export interface Figure {
  readonly bench: string;
  readonly value: number;
  readonly unit: string;
  readonly peer: string;
  readonly peerValue: number;
  readonly ratio: number;
}

/** What `npm run bench -- NAME` runs. */
export interface Bench {
  readonly name: string;
  /** What is measured, and the goal. */
  readonly about: string;
  /** Files of the data sets that must be there. */
  readonly needs?: readonly string[];
  run(): AsyncIterable<Figure>;
}

/** A line of how the benches get on, on stderr: stdout is for figures alone. */
export const say = (line: string): void => void process.stderr.write(`${line}\n`);
