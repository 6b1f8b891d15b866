export { CalendarInterval } from './calendar-interval.js';
export * as types from './data-type.js';
export type { DataType, Field, StructType } from './data-type.js';
export { parseSchema, parseType } from './ddl.js';
export { typeName } from './type-name.js';
