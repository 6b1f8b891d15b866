export * from './class-registry.js';
export * from './load-stage.js';
export * from './savable.js';
export * from './stage-folders.js';
export * from './stage-reader.js';
export * from './stage-writer.js';
export * from './tensors.js';
