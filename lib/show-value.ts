const LONGEST = 120;

/** A value as an error message shows it: strings quoted, long ones cut, objects by their class. */
export function showValue(value: unknown): string {
  const text = show(value);
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`;
}

function show(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return `'${value}'`;
    case 'bigint':
      return `${value}n`;
    case 'function':
      return value.name === '' ? 'a function' : `function ${value.name}`;
    case 'number':
      return Object.is(value, -0) ? '-0' : String(value);
    case 'object':
      return value === null ? 'null' : showObject(value);
    default:
      return String(value);
  }
}

function showObject(value: object): string {
  if (Array.isArray(value)) return `[${value.slice(0, 20).map(show).join(', ')}${value.length > 20 ? ', …' : ''}]`;
  if (ArrayBuffer.isView(value)) return `${value.constructor.name}(${'length' in value ? String(value.length) : value.byteLength})`;
  const uid = (value as { uid?: unknown }).uid;
  if (typeof uid === 'string') return uid;
  const name = (Object.getPrototypeOf(value) as { constructor?: { name?: string } } | null)?.constructor?.name ?? 'Object';
  if (name !== 'Object') return name;
  return `{ ${Object.entries(value)
    .slice(0, 10)
    .map(([k, v]) => `${k}: ${show(v)}`)
    .join(', ')} }`;
}
