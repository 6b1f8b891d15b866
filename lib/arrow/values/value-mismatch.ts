import { AnalysisError } from '#lib/errors.js';

/** A JavaScript value does not fit its column. The message names the column, its type, what it takes, and what came. */
export class ValueMismatch extends AnalysisError {
  readonly column: string;

  constructor(column: string, type: string, expects: string, value: unknown, nullable = true) {
    const must = nullable ? `${expects} or null` : expects;
    super('FIELD_DATA_TYPE_UNACCEPTABLE', `Column '${column}' is ${type}: it must be ${must}; got ${show(value)}`);
    this.column = column;
  }
}

const LONG = 60;

/** A value as an error shows it, short. */
export function show(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return `'${value.length > LONG ? `${value.slice(0, LONG)}…` : value}'`;
    case 'bigint':
      return `${value}n`;
    case 'function':
      return `the function ${value.name || '(anonymous)'}`;
    case 'object':
      return value === null ? 'null' : showObject(value);
    default:
      return Object.is(value, -0) ? '-0' : String(value);
  }
}

function showObject(value: object): string {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'an invalid Date' : value.toISOString();
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (ArrayBuffer.isView(value)) return `a ${value.constructor.name} of ${value.byteLength} bytes`;
  if (value instanceof Promise) return 'a Promise';
  const name = (value.constructor as Function | undefined)?.name ?? 'Object';
  return name === 'Object' ? `an object { ${Object.keys(value).slice(0, 5).join(', ')} }` : `a ${name}`;
}
