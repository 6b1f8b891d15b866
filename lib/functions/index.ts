export * from '#lib/column/functions/index.js';
export * from './broadcast.js';
export * from './expr.js';
