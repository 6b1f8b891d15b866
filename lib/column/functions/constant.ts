import type { Expression, LiteralValue } from '#lib/plan/expression.js';

/** The value of an expression of constants alone, as far as casts, signs and lists go; undefined for any other. Decimals are numbers. */
export function constantOf(e: Expression): LiteralValue | undefined {
  switch (e.kind) {
    case 'literal':
      return e.type.kind === 'decimal' && e.value !== null ? Number(e.value) : e.value;
    case 'alias':
      return constantOf(e.child);
    case 'cast': {
      const value = constantOf(e.child);
      const numeric = ['double', 'float', 'integer', 'long', 'short', 'byte', 'decimal'].includes(e.type.kind);
      return numeric && typeof value === 'string' ? Number(value) : value;
    }
    case 'call': {
      const values = e.args.map(constantOf);
      if (e.fn === 'array' && !values.includes(undefined)) return values as LiteralValue[];
      const [value] = values;
      return e.fn === 'negative' && (typeof value === 'number' || typeof value === 'bigint') ? -value : undefined;
    }
    default:
      return undefined;
  }
}
