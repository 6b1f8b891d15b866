import type { Expression } from './expression.js';
import { mapParts, some, transformUp } from './map-expression.js';

/** A text that two analysed expressions share exactly when they compute the same. */
export function expressionKey(e: Expression): string {
  return JSON.stringify(some(e, (part) => part.kind === 'lambda') ? withoutLambdaNames(e, 0) : e, (key, value: unknown) => {
    if (typeof value === 'bigint') return `${value}n`;
    if (value instanceof Uint8Array) return `bytes:${Buffer.from(value).toString('base64')}`;
    if (key === 'implicit') return undefined;
    if (key === 'plan') return (value as { id: number }).id;
    if (key === 'task') return (value as { key: string }).key;
    if (typeof value === 'number' && !Number.isFinite(value)) return `number:${value}`;
    return isAttribute(value) ? `#${value.id}` : value;
  });
}

/** The same computation whatever the parameters of its lambdas are called: they are numbered by how deep they stand. */
function withoutLambdaNames(e: Expression, depth: number): Expression {
  if (e.kind !== 'lambda') return mapParts(e, (part) => withoutLambdaNames(part, depth));
  const places = new Map((e.bound ?? []).map((a, i) => [a.id, -(depth + i + 1)]));
  const body = transformUp(e.body, (part) =>
    part.kind === 'attribute' && places.has(part.id) ? Object.freeze({ ...part, id: places.get(part.id)! }) : part,
  );
  return { kind: 'lambda', params: [], body: withoutLambdaNames(body, depth + e.params.length) };
}

const isAttribute = (value: unknown): value is { id: number } =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'attribute';
