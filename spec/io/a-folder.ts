import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder of its own for one test, with what is put into it. */
export class AFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'kindling-io-'));

  /** Writes a file, and the folders that lead to it. Gives its path. */
  put(name: string, contents: string | Uint8Array = name): string {
    const path = join(this.path, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, contents);
    return path;
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
