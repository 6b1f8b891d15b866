import { createInterface } from 'node:readline';

/** Answers each line of stdin with what `measure` gives, until stdin ends. The other end is `servedSide`. */
export async function serve(measure: () => Promise<number>): Promise<void> {
  for await (const line of createInterface({ input: process.stdin })) {
    if (line !== '') throw new Error(`A request must be an empty line; got '${line}'`);
    console.log(await measure());
  }
}
