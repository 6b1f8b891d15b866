import { mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atExit } from '../at-exit.js';
import { type Bench, say } from '../bench.js';
import { backbone, photographs, program } from '../data.js';
import { below } from '../paired.js';
import { runCommand } from '../run-command.js';

const LIMIT_MB = 1536;
const [FEW, MANY] = [400, 4000];

export const memory: Bench = {
  name: 'memory',
  about: `peak memory of embedding ${MANY} photographs in two workers, against 1.5 GB and against that of ${FEW}; goal 1.0 and 0.9`,
  needs: [photographs, backbone.file],
  async *run() {
    const few = await peak(FEW);
    const many = await peak(MANY);
    yield below('memory', 'MB', many, LIMIT_MB, 'limit');
    yield below('memory', 'MB', many, few, `${FEW} photographs`);
  },
};

/** The most megabytes that a process takes to embed so many pictures: the photographs, over and over. */
async function peak(count: number): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'kindling-memory-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const forget = atExit(remove);
  try {
    const files = readdirSync(photographs, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.jpg'))
      .sort();
    for (let i = 0; i < count; i++)
      symlinkSync(join(photographs, files[i % files.length]!), join(folder, `${String(i).padStart(5, '0')}.jpg`));
    const { stdout, seconds } = await runCommand(process.execPath, [program('memory-program.js'), join(folder, '*.jpg')]);
    const result = JSON.parse(stdout) as { count: number; megabytes: number };
    if (result.count !== count) throw new Error(`${count} pictures must give as many embeddings; got ${result.count}`);
    say(`memory: ${count} photographs took ${Math.round(result.megabytes)} MB and ${seconds.toFixed(1)} s`);
    return result.megabytes;
  } finally {
    forget();
    remove();
  }
}
