import { rmSync } from 'node:fs';
import { delimiter } from 'node:path';
import { inProject } from '../project.js';
import { SetupError } from '../setup-error.js';
import { runTool } from '../tool.js';
import { tfjsNode } from './place.js';

const server = 'https://storage.googleapis.com/tensorflow/';
const ownSource = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'CDN_STORAGE', 'TFJS_NODE_CDN_STORAGE', 'TFJS_NODE_BASE_URI'];

/**
 * Runs tfjs-node's own installer, which downloads libtensorflow and a prebuilt binding. Its exit code says little (it may
 * be 0 after a failure), so the caller looks whether TensorFlow loads. A server that cannot be reached costs five seconds
 * at most, the whole four minutes.
 */
export async function runOfficialInstaller(signal) {
  for (const folder of ['deps', 'lib', 'build']) rmSync(tfjsNode(folder), { recursive: true, force: true });
  if (!(await serverAnswers(signal))) return;
  const PATH = [inProject('node_modules/.bin'), process.env.PATH].join(delimiter); // it calls node-pre-gyp by its bare name
  try {
    await runTool(process.execPath, ['scripts/install.js'], { signal, cwd: tfjsNode(), env: { PATH }, seconds: 240, failure: 'failed' });
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof SetupError)) throw error;
  }
}

async function serverAnswers(signal) {
  if (ownSource.some((name) => process.env[name])) return true; // the installer goes where they say, and fetch would not
  try {
    await fetch(server, { method: 'HEAD', signal: AbortSignal.any([signal, AbortSignal.timeout(5000)]) });
    return true;
  } catch {
    signal.throwIfAborted();
    return false;
  }
}
