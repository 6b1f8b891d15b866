export * from './builder.js';
export * from './catalog-entry.js';
export * from './catalog.js';
export * from './conf.js';
export * from './spark-session.js';
export * from './udf-registration.js';
