import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { atExit } from './at-exit.js';

/** A program's output, and the seconds from its start to its end. */
export interface Finished {
  readonly stdout: string;
  readonly seconds: number;
}

/** Runs a program to its end. Throws an error with the last lines of what it said where it fails. */
export async function runCommand(command: string, args: readonly string[]): Promise<Finished> {
  const start = performance.now();
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: quiet });
  const forget = atExit(() => child.kill());
  const exit = once(child, 'close') as Promise<[code: number | null]>;
  const [[code], stdout, stderr] = await Promise.all([exit, text(child.stdout), text(child.stderr)]);
  forget();
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} failed (exit code ${code}): ${lastLines(stderr || stdout)}`);
  return { stdout, seconds: (performance.now() - start) / 1000 };
}

/** What the programs are run with: TensorFlow keeps its notes to itself on both sides. */
export const quiet = { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3' };

const lastLines = (output: string): string => output.trim().split('\n').slice(-5).join('\n');
