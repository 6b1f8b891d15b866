export { Column, col, lit, when } from './column.js';
export * as functions from './functions/index.js';
export * from './udf.js';
export * from './window.js';
