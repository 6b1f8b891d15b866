import { bootstrap } from '../bootstrap/index.js';
import { lint } from './lint.js';
import { runModule } from './run-module.js';
import { specFiles } from './spec-files.js';

const mocha = 'node_modules/mocha/bin/mocha.js';

/** The npm scripts by name. Each takes the arguments of its command line. */
export const scripts = {
  async start(args) {
    await bootstrap();
    await runModule('dist/examples/ants-and-bees.js', args, "'npm start' runs examples/ants-and-bees.ts");
  },
  async test(args) {
    await bootstrap();
    await runModule(mocha, specFiles(args));
  },
  async coverage(args) {
    await bootstrap();
    await runModule('node_modules/c8/bin/c8.js', [process.execPath, mocha, ...specFiles(args)]);
  },
  async bench(args) {
    await bootstrap();
    await runModule('dist/spec/bench/run.js', args, "'npm run bench' runs spec/bench/run.ts");
  },
  async parity(args) {
    await bootstrap(['packages', 'dist']);
    await runModule('dist/spec/parity/run.js', args, "'npm run parity' runs spec/parity/run.ts");
  },
  async build() {
    await bootstrap(['packages', 'dist']);
  },
  async lint(args) {
    await bootstrap(['packages', 'dist']); // the build checks the types
    await lint(args);
  },
  async docs(args) {
    await bootstrap(['packages', 'dist']);
    await runModule('node_modules/typedoc/bin/typedoc', args);
  },
  async format() {
    await bootstrap(['packages']);
    await runModule('node_modules/prettier/bin/prettier.cjs', ['--write', '--log-level', 'warn', '.']);
  },
};
