import { randomInt } from 'node:crypto';
import type { Expression } from '#lib/plan/expression.js';
import { commonType, isIntegral } from '#lib/plan/common-type.js';
import { castTo } from '#lib/plan/cast-to.js';
import { typeOf } from '#lib/plan/type-of.js';
import * as t from '#lib/types/data-type.js';
import type { DataType } from '#lib/types/data-type.js';
import { Column, operand } from '../column.js';
import { spec, type Row, type TableRow } from './define.js';
import { XorShift } from './kernels/xor-shift.js';

interface Random extends TableRow {
  (...args: (number | bigint | null | Column)[]): Column<string, any, unknown>;
}
const random = (name: string, row: Row): Random =>
  Object.freeze(
    Object.assign((...args: unknown[]) => new Column({ kind: 'call', fn: name, args: args.map(operand) }), {
      spec: spec(name, 'scalar', row),
    }),
  );

const text = (value: string): Expression => Object.freeze({ kind: 'literal', type: t.string, value });
let runs = 0;

/** The seed as text: a query that is written for the database once more begins its numbers anew. */
function begun(seed: Expression): Expression {
  return seed.kind === 'literal' && typeof seed.value === 'string' ? text(`${seed.value}#${runs++}`) : seed;
}
function seedOf(e: Expression | undefined): Expression {
  if (e === undefined) return text(String(randomInt(2 ** 47)));
  const inner = e.kind === 'cast' ? e.child : e;
  if (inner.kind === 'call' && inner.fn === 'negative' && inner.args[0]?.kind === 'literal') return text(`-${String(inner.args[0].value)}`);
  return text(inner.kind === 'literal' && inner.value !== null ? String(inner.value) : '0');
}

/** Draws from the generator of the seed and run that a text names. */
function drawing<R>(draw: (generator: XorShift, ...args: any[]) => R): (seed: string, ...args: unknown[]) => R {
  const generators = new Map<string, XorShift>();
  return (seed, ...args) => {
    let generator = generators.get(seed);
    if (generator === undefined) {
      if (generators.size >= 100) generators.delete(generators.keys().next().value!);
      generators.set(seed, (generator = new XorShift(BigInt(seed.split('#')[0]!))));
    }
    return draw(generator, ...args);
  };
}
const seeded = (draw: (generator: XorShift) => number): Row => ({
  args: ['any'],
  min: 0,
  max: 1,
  nullable: false,
  returns: t.double,
  rewrite: (args) => [seedOf(args[0])],
  lower: ([seed]) => [begun(seed!)],
  kernel: { make: () => drawing(draw), volatile: true },
});

/** A number from [0, 1), another for each row. With a seed they are Spark's numbers of one partition. */
export const rand = random(
  'rand',
  seeded((generator) => generator.double()),
);
/** A number of the standard normal distribution, another for each row. */
export const randn = random(
  'randn',
  seeded((generator) => generator.gaussian()),
);

const LETTERS = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
/** A text of so many random digits and letters. */
export const randstr = random('randstr', {
  args: [t.integer, 'any'],
  min: 1,
  nullable: false,
  returns: t.string,
  rewrite: ([length, seed]) => [seedOf(seed), length!],
  lower: ([seed, length]) => [begun(seed!), length!],
  kernel: {
    make: () =>
      drawing((generator, length: number) => Array.from({ length }, () => LETTERS[Math.abs(generator.int() % LETTERS.length)]!).join('')),
    volatile: true,
  },
});
/** A number from the first to below the second, of the type that the two have between them. */
export const uniform = random('uniform', {
  args: ['number', 'number', 'any'],
  min: 2,
  nullable: true,
  returns: (types) => types[1]!,
  rewrite: ([a, b, seed]) => {
    const common = commonType(typeOf(a!), typeOf(b!))!;
    return [seedOf(seed), castTo(a!, common), castTo(b!, common)];
  },
  lower: ([seed, a, b]) => [begun(seed!), a!, b!],
  kernel: { make: ([, type]) => drawing((generator, a: unknown, b: unknown) => between(type!, a, b, generator.double())), volatile: true },
});

function between(type: DataType, low: unknown, high: unknown, x: number): unknown {
  const value = Number(low) + x * (Number(high) - Number(low));
  if (isIntegral(type)) return type.kind === 'long' ? BigInt(Math.trunc(value)) : Math.trunc(value);
  return type.kind === 'decimal' ? value.toFixed(type.scale) : value;
}
