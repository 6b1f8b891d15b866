export * from './json.js';
export * from './kinds.js';
export * from './param.js';
export * from './param-map.js';
export * from './params.js';
export type { ParamsJson } from './params-json.js';
export * from './shared.js';
export * from './with-params.js';
