import { mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inProject } from '../project.js';
import { runTool } from '../tool.js';
import { bindingFile, tfjsNode } from './place.js';

/** Builds tfjs-node's native binding against a libtensorflow in the user's cache, to which node_modules then links. */
export async function buildBinding(library, signal) {
  for (const folder of ['deps', 'lib', 'build']) rmSync(tfjsNode(folder), { recursive: true, force: true });
  mkdirSync(tfjsNode('deps'));
  for (const folder of ['include', 'lib']) symlinkSync(join(library, folder), tfjsNode('deps', folder));
  mkdirSync(dirname(bindingFile), { recursive: true });
  const unfinished = `${bindingFile}.part`;
  const compiler = process.env.CXX || 'g++';
  await runTool(compiler, flags(unfinished), {
    signal,
    failure: "TensorFlow's binding did not compile",
    missing: `${compiler} was not found, and TensorFlow's binding is built with it: install it (for example 'apt-get install g++'), then run the command again`,
  });
  renameSync(unfinished, bindingFile);
}

const flags = (output) => [
  ...['-O2', '-std=c++17', '-shared', '-fPIC', '-DNAPI_VERSION=8'],
  `-I${inProject('node_modules/node-api-headers/include')}`,
  `-I${tfjsNode('deps/include')}`,
  ...['tfjs_backend.cc', 'tfjs_binding.cc'].map((name) => tfjsNode('binding', name)),
  `-L${tfjsNode('deps/lib')}`,
  ...['-l:libtensorflow_cc.so.2', '-l:libtensorflow_framework.so.2'],
  '-Wl,-rpath,$ORIGIN/../../deps/lib',
  ...['-o', output],
];
