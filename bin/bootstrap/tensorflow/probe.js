import { existsSync } from 'node:fs';
import { root } from '../project.js';
import { SetupError } from '../setup-error.js';
import { runTool } from '../tool.js';
import { bindingFile } from './place.js';

// tfjs-node calls two functions of node:util that Node 23 dropped
const program = `
  const util = require('node:util');
  util.isNullOrUndefined ??= (value) => value == null;
  util.isArray ??= Array.isArray;
  const tf = require('@tensorflow/tfjs-node');
  const six = tf.matMul(tf.ones([1, 6]), tf.ones([6, 1])).dataSync()[0];
  if (tf.getBackend() !== 'tensorflow' || six !== 6) throw new Error('wrong result: ' + tf.getBackend() + ', ' + six);
`;

/** Loads tfjs-node in a child process and computes with it; what went wrong, or nothing. */
export async function probe(signal) {
  if (!existsSync(bindingFile)) return 'There is no native binding';
  try {
    await runTool(process.execPath, ['-e', program], { signal, cwd: root, env: { TF_CPP_MIN_LOG_LEVEL: '3' }, failure: 'It failed:' });
    return undefined;
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof SetupError) return error.message;
    throw error;
  }
}
