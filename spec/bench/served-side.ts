import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { atExit } from './at-exit.js';
import type { Side } from './paired.js';
import { quiet } from './run-command.js';

/**
 * A side that is a process of its own, started once: it is asked by a line for each measurement and answers with a line that
 * holds the number. The first answer, with all that is only done once, is thrown away.
 */
export async function servedSide(name: string, command: string, args: readonly string[]): Promise<Side> {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'], env: quiet });
  const forget = atExit(() => child.kill());
  await once(child, 'spawn');
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const measure = async (): Promise<number> => {
    child.stdin.write('\n');
    const { value, done } = await answers.next();
    if (done === true) throw new Error(`${name} ended before it answered: ${command} ${args.join(' ')}`);
    return Number(value);
  };
  await measure();
  return {
    name,
    measure,
    close: () => {
      forget();
      child.stdin.end();
    },
  };
}
