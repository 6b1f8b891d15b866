export * from './dense-vector.js';
export * from './sparse-vector.js';
export * from './vectors.js';
