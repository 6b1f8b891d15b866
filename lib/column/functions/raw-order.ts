import type { DataType } from '#lib/types/data-type.js';

export type Compare = (a: any, b: any) => number;

/** How raw values of a type are ordered, as Spark does: NaN is the largest number, nulls are smaller than all else. */
export function rawOrder(type: DataType): Compare {
  const compare = orderOf(type);
  return (a, b) => {
    if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1;
    return compare(a, b);
  };
}

function orderOf(type: DataType): Compare {
  switch (type.kind) {
    case 'float':
    case 'double':
      return (a: number, b: number) => (a < b ? -1 : a > b ? 1 : a === b ? 0 : Number(Number.isNaN(a)) - Number(Number.isNaN(b)));
    case 'decimal':
      return (a: string, b: string) => plain(BigInt(a.replace('.', '')), BigInt(b.replace('.', '')));
    case 'string':
      return (a: string, b: string) => (a === b ? 0 : Buffer.compare(Buffer.from(a), Buffer.from(b)));
    case 'binary':
      return (a: Uint8Array, b: Uint8Array) => Buffer.compare(a, b);
    case 'array':
      return lexical(() => rawOrder(type.element));
    case 'struct': {
      const orders = type.fields.map((f) => rawOrder(f.type));
      return lexical((i) => orders[i]!);
    }
    default:
      return plain;
  }
}

const plain: Compare = (a: number | bigint, b: number | bigint) => (a < b ? -1 : a > b ? 1 : 0);

function lexical(orderAt: (i: number) => Compare): Compare {
  return (a: readonly unknown[], b: readonly unknown[]) => {
    const shared = Math.min(a.length, b.length);
    for (let i = 0; i < shared; i++) {
      const found = orderAt(i)(a[i], b[i]);
      if (found !== 0) return found;
    }
    return a.length - b.length;
  };
}
