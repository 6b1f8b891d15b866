import type { Expression } from './expression.js';

/** A text that two analysed expressions share exactly when they compute the same. */
export function expressionKey(e: Expression): string {
  return JSON.stringify(e, (key, value: unknown) => {
    if (typeof value === 'bigint') return `${value}n`;
    if (value instanceof Uint8Array) return `bytes:${Buffer.from(value).toString('base64')}`;
    if (key === 'implicit') return undefined;
    if (key === 'task') return (value as { key: string }).key;
    if (typeof value === 'number' && !Number.isFinite(value)) return `number:${value}`;
    return isAttribute(value) ? `#${value.id}` : value;
  });
}

const isAttribute = (value: unknown): value is { id: number } =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'attribute';
