import { ExecutionError } from '#lib/errors.js';
import type { DataType } from '#lib/types/data-type.js';
import { typeName } from '#lib/types/type-name.js';

/** What a cast does with a value that it cannot take: it throws, or gives null where one tries. */
export interface Refusal {
  /** Text, or a number that is none, that does not say a value of the type. */
  invalid(value: unknown): null;
  /** A value that the type has no room for. */
  overflow(value: unknown): null;
  /** A number with more digits than the decimal. */
  tooLarge(value: unknown): null;
  /** Text that is no interval of the type. */
  notInterval(value: unknown): null;
}

const TRYING: Refusal = { invalid: () => null, overflow: () => null, tooLarge: () => null, notInterval: () => null };
const WAY_OUT = 'Use try_cast to get null instead.';

export function refusal(from: DataType, to: DataType, trying: boolean): Refusal {
  if (trying) return TRYING;
  const [source, target] = [typeName(from), typeName(to)];
  const fail = (condition: string, sqlState: string, message: string): never => {
    throw new ExecutionError(condition, `${message} ${WAY_OUT}`, { sqlState });
  };
  return {
    invalid: (value) => fail('CAST_INVALID_INPUT', '22018', `The value '${String(value)}' of type ${source} cannot be cast to ${target}.`),
    overflow: (value) => fail('CAST_OVERFLOW', '22003', `The value ${String(value)} of type ${source} does not fit ${target}.`),
    tooLarge: (value) => fail('NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION', '22003', `The value ${String(value)} does not fit ${target}.`),
    notInterval: (value) =>
      fail('INVALID_INTERVAL_FORMAT.UNMATCHED_FORMAT_STRING_WITH_NOTICE', '22006', `The value '${String(value)}' must be an ${target}.`),
  };
}
