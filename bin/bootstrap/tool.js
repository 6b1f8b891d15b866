import { spawn } from 'node:child_process';
import { SetupError } from './setup-error.js';

/**
 * Runs a program to its end with its output held back; resolves with the output, or rejects with a SetupError that ends
 * in the output's last lines. The program leads its own process group, so that an interruption or the time limit ends
 * all that it started.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ signal: AbortSignal, failure: string, missing?: string, lines?: number, cwd?: string, env?: object,
 *   seconds?: number }} options `failure` is the message when it fails, `missing` the one when there is no such program.
 */
export function runTool(command, args, { signal, failure, missing = failure, lines, cwd, env, seconds }) {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    let output = '';
    const keep = (chunk) => (output = (output + chunk).slice(-100_000));
    child.stdout.setEncoding('utf8').on('data', keep);
    child.stderr.setEncoding('utf8').on('data', keep);
    const stop = () => child.pid && endGroup(child.pid);
    const timer = seconds && setTimeout(stop, seconds * 1000);
    signal.addEventListener('abort', stop);
    const settle = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
    };
    child.on('error', (error) => {
      settle();
      reject(new SetupError(error.code === 'ENOENT' ? missing : `${failure}: ${error.message}`));
    });
    child.on('close', (code) => {
      settle();
      if (code === 0) resolve(output);
      else reject(new SetupError(failure, output, lines));
    });
  });
}

function endGroup(pid) {
  try {
    process.kill(-pid, 'SIGTERM');
  } catch (error) {
    if (error.code !== 'ESRCH') throw error; // it ended by itself in the meantime
  }
}
