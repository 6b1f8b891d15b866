import { createHash } from 'node:crypto';
import type { Relation } from '#lib/plan/relation.js';

/** A plan as text that does not depend on when it was made, nor on the names that its columns were given. */
export function canonicalText(node: Relation): string {
  const numbers = new Map<unknown, number>();
  const number = (id: unknown): number => {
    if (!numbers.has(id)) numbers.set(id, numbers.size);
    return numbers.get(id)!;
  };
  return JSON.stringify(node, (key, value: unknown) => {
    if (key === 'id' || key === 'relation') return number(value);
    if (typeof value === 'bigint') return `${value}n`;
    if (ArrayBuffer.isView(value))
      return createHash('sha256')
        .update(new Uint8Array(value.buffer, value.byteOffset, value.byteLength))
        .digest('hex');
    if (isAlias(value)) return value.child;
    return value;
  });
}

/** 32 bits of a hash of the canonical text. */
export const semanticHash = (node: Relation): number => createHash('sha256').update(canonicalText(node)).digest().readInt32BE(0);

/** A name that an expression was given; one that a relation was given stays, since columns are found by it. */
const isAlias = (value: unknown): value is { child: unknown } =>
  typeof value === 'object' && value !== null && (value as { kind?: unknown }).kind === 'alias' && !Object.hasOwn(value, 'id');
