import type { Expression } from '#lib/plan/expression.js';

const OPERATORS: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '%': (a, b) => a % b,
  div: (a, b) => Math.trunc(a / b),
};

/** The whole number that an expression of literals says, or undefined where it is none: `2 * 5`, `cast('3' AS int)`. */
export function constantOf(e: Expression): number | undefined {
  if (e.kind === 'literal') return ['byte', 'short', 'integer', 'long'].includes(e.type.kind) ? wholeNumber(e.value) : undefined;
  if (e.kind === 'cast') {
    const inner = e.child.kind === 'literal' && e.child.type.kind === 'string' ? Number(e.child.value) : constantOf(e.child);
    return ['byte', 'short', 'integer', 'long'].includes(e.type.kind) ? wholeNumber(inner) : undefined;
  }
  if (e.kind !== 'call') return undefined;
  const [a, b] = e.args.map(constantOf);
  if (e.fn === 'negative' && a !== undefined) return -a;
  const operator = e.args.length === 2 ? OPERATORS[e.fn] : undefined;
  return operator === undefined || a === undefined || b === undefined ? undefined : wholeNumber(operator(a, b));
}

function wholeNumber(value: unknown): number | undefined {
  const n = typeof value === 'bigint' || typeof value === 'number' ? Number(value) : undefined;
  return Number.isSafeInteger(n) ? n : undefined;
}
