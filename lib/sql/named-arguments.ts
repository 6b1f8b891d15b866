import type { Expression } from '#lib/plan/expression.js';
import { literal, text } from './node.js';
import * as t from '#lib/types/data-type.js';
import type { Token } from './token.js';
import type { TokenStream } from './token-stream.js';

/** An argument of a call; by its name where it has one: `mask(str => 'x')`. */
export interface Argument {
  readonly name?: string;
  readonly value: Expression;
  readonly at: Token;
}

interface Parameter {
  readonly name: string;
  readonly default?: Expression;
}
const required = (...names: string[]): Parameter[] => names.map((name) => ({ name }));

/** The functions that take arguments by name, as in Spark. */
const PARAMETERS: Readonly<Record<string, readonly Parameter[]>> = {
  explode: required('collection'),
  explode_outer: required('collection'),
  posexplode: required('collection'),
  posexplode_outer: required('collection'),
  inline: required('input'),
  inline_outer: required('input'),
  variant_explode: required('input'),
  variant_explode_outer: required('input'),
  count_min_sketch: required('column', 'epsilon', 'confidence', 'seed'),
  mask: [
    ...required('str'),
    { name: 'upperChar', default: text('X') },
    { name: 'lowerChar', default: text('x') },
    { name: 'digitChar', default: text('n') },
    { name: 'otherChar', default: literal(t.nullType, null) },
  ],
};

/** The arguments in the order of the function's parameters; throws where a name is unknown, twice there, or before one by place. */
export function orderNamedArguments(fn: string, args: readonly Argument[], tokens: TokenStream, at: Token): readonly Expression[] {
  const first = args.find((a) => a.name !== undefined);
  if (first === undefined) return args.map((a) => a.value);
  const parameters = PARAMETERS[fn];
  if (parameters === undefined)
    tokens.fail(`'${fn}' takes its arguments by place, not by name`, first.at, 'NAMED_PARAMETERS_NOT_SUPPORTED', '4274K');
  const values = new Map<string, Expression>();
  args.forEach((a, i) => {
    if (a.name === undefined && i > args.indexOf(first))
      tokens.fail('arguments by place must come before those by name', a.at, 'UNEXPECTED_POSITIONAL_ARGUMENT', '4274K');
    const name = a.name === undefined ? parameters[i]?.name : parameters.find((p) => p.name.toLowerCase() === a.name!.toLowerCase())?.name;
    if (name === undefined)
      tokens.fail(`'${fn}' has the parameters ${parameters.map((p) => p.name).join(', ')}`, a.at, 'UNRECOGNIZED_PARAMETER_NAME', '4274K');
    if (values.has(name))
      tokens.fail(`the parameter ${name} of '${fn}' has two values`, a.at, 'DUPLICATE_ROUTINE_PARAMETER_ASSIGNMENT', '4274K');
    values.set(name, a.value);
  });
  return parameters.map(
    (p) =>
      values.get(p.name) ??
      p.default ??
      tokens.fail(`the parameter ${p.name} of '${fn}' has no value`, at, 'REQUIRED_PARAMETER_NOT_FOUND', '4274K'),
  );
}
