import { readFileSync } from 'node:fs';

/** Linux counts the time of processes in hundredths of a second. */
const TICK = 10;

/** When a process of this machine began, in milliseconds since 1970; undefined where there is none, and 0 where that is not known. */
export function processStart(pid: number): number | undefined {
  if (pid === process.pid) return Date.now() - process.uptime() * 1000;
  if (!isAlive(pid)) return undefined;
  if (process.platform !== 'linux') return 0;
  try {
    const boot = /^btime (\d+)$/m.exec(readFileSync('/proc/stat', 'utf8'))?.[1];
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]; // the 22nd field, and the second ends with the last ')'
    return Number(boot) * 1000 + Number(ticks) * TICK || 0;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined; // it has ended meanwhile
    return 0;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'; // somebody else's, but alive
  }
}
