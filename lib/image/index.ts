export { Preprocessing } from './preprocessing.js';
export type { PreprocessingJSON } from './preprocessing.js';
export * from './schema.js';
export * from './steps/index.js';
