import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { root } from './project-files.js';

/** A ```ts block of a page. ```ts run says that it is run as well, and a ```text block right after it holds what it prints. */
export interface CodeBlock {
  readonly line: number;
  readonly code: string;
  readonly run: boolean;
  readonly prints: string | undefined;
}

/** The TypeScript blocks of a Markdown page. */
export function codeBlocks(markdown: string): CodeBlock[] {
  const fences = [...markdown.matchAll(/^```(\w*)( run)?[ ]*\n([\s\S]*?)^```[ ]*$/gm)];
  return fences.flatMap((fence, i) => {
    const [all, language, run, code] = fence;
    if (language !== 'ts' && language !== 'typescript') return [];
    const next = fences[i + 1];
    const between = next && markdown.slice(fence.index + all.length, next.index);
    const prints = next?.[1] === 'text' && between?.trim() === '' ? next[3] : undefined;
    return [{ line: markdown.slice(0, fence.index).split('\n').length, code: code!, run: run !== undefined, prints }];
  });
}

/** A line for each fault of the blocks: code that does not compile against the built package, fails, or prints something else. */
export async function blockFaults(page: string, blocks: readonly CodeBlock[]): Promise<string[]> {
  mkdirSync(join(root, 'dist'), { recursive: true });
  const folder = mkdtempSync(join(root, 'dist/page-')); // inside the package, so that 'kindling' means this one
  try {
    const files = blocks.map(({ code }, i) => {
      const file = join(folder, `block-${i}.ts`);
      writeFileSync(file, `${code}\nexport {};\n`);
      return file;
    });
    const faults = compile(files).map(({ file, message }) => `${page}:${blocks[file]!.line}: ${message}`);
    for (const [i, block] of blocks.entries()) {
      const fault = block.run ? await runFault(join(folder, `block-${i}.js`), block.prints, folder) : undefined;
      if (fault !== undefined) faults.push(`${page}:${block.line}: ${fault}`);
    }
    return faults;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function compile(files: readonly string[]): { file: number; message: string }[] {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), (path) => ts.sys.readFile(path)) as {
    config: { compilerOptions: object };
  };
  const loose = {
    incremental: false,
    noEmitOnError: false,
    noUnusedLocals: false,
    declaration: false,
    sourceMap: false,
    rootDir: undefined,
    outDir: undefined,
  };
  const { options } = ts.convertCompilerOptionsFromJson({ ...config.compilerOptions, ...loose }, root);
  const program = ts.createProgram(files, options);
  const ours = files.map((file) => program.getSourceFile(file));
  for (const file of ours) program.emit(file);
  return ts.getPreEmitDiagnostics(program).map((diagnostic) => ({
    file: Math.max(0, ours.indexOf(diagnostic.file)),
    message: ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n'),
  }));
}

function runFault(file: string, prints: string | undefined, cwd: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(process.execPath, [file], { cwd }, (error, stdout, stderr) => {
      if (error) resolve(`it fails: ${stderr.trim() || error.message}`);
      else if (prints !== undefined && stdout.trim() !== prints.trim()) resolve(`it must print\n${prints.trim()}\ngot\n${stdout.trim()}`);
      else resolve(undefined);
    });
  });
}
