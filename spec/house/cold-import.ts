import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { root } from './project-files.js';

const program = `
  require(process.argv[1]);
  process.report.excludeNetwork = true;
  const { sharedObjects } = process.report.getReport();
  process.stdout.write(JSON.stringify([...sharedObjects, ...Object.keys(require.cache)]));
`;

const heavy = {
  tensorflow: /tensorflow|tfjs/,
  onnxruntime: /onnxruntime/,
  sharp: /[\\/]sharp[\\/]|libvips/,
  duckdb: /duckdb/,
  danfojs: /danfojs/,
  grpc: /@grpc/,
};

/** The heavy dependencies that a process has loaded once it has required a module, as a notebook does; rejects where it cannot be required. */
export async function heavyDependenciesOf(specifier: string): Promise<string[]> {
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', program, specifier], { cwd: root });
  const inPackages = (JSON.parse(stdout) as string[]).flatMap((path) => path.split('node_modules').slice(1));
  return Object.entries(heavy).flatMap(([name, pattern]) => (inPackages.some((path) => pattern.test(path)) ? [name] : []));
}
