#!/usr/bin/env node
// run.js SCRIPT [ARGUMENTS…]: what the npm scripts call. Sets up what the script needs, then runs it in this process.
import { main } from './bootstrap/index.js';
import { SetupError } from './bootstrap/setup-error.js';
import { scripts } from './scripts/index.js';

const [name, ...args] = process.argv.slice(2);

process.env.TF_CPP_MIN_LOG_LEVEL ??= '3';
await main(async () => {
  const script = scripts[name];
  if (!script) throw new SetupError(`The script must be one of ${Object.keys(scripts).join(', ')}; got ${name ?? 'none'}`);
  await script(args);
});
