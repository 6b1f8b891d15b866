import { inProject } from '../project.js';

/** Where npm put tfjs-node. */
export const tfjsNode = (...parts) => inProject('node_modules/@tensorflow/tfjs-node', ...parts);

/** The native binding that tfjs-node loads: it takes Node-API 8 on every Node that we support. */
export const bindingFile = tfjsNode('lib/napi-v8/tfjs_binding.node');

/** The folder of the shared libraries that the binding is linked to. */
export const libraryFolder = tfjsNode('deps/lib');
