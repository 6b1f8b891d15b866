export * from './data-frame.js';
export * from './grouped-data.js';
export * from './reader.js';
export * from './writer.js';
