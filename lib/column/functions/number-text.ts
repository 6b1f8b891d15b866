import { AnalysisError } from '#lib/errors.js';
import { isNumeric } from '#lib/plan/common-type.js';
import { castTo, implicitCast } from '#lib/plan/cast-to.js';
import type { Expression } from '#lib/plan/expression.js';
import { typeOf } from '#lib/plan/type-of.js';
import * as t from '#lib/types/data-type.js';
import type { Column } from '../column.js';
import { nary, scalar, type Row } from './define.js';
import { decimalPattern } from './kernels/decimal-pattern.js';
import { formatter } from './kernels/formatter.js';
import { writeNumber } from './kernels/format-number.js';
import { numberFormat } from './kernels/number-format.js';
import { mismatch, parseNumber } from './kernels/parse-number.js';
import { asDecimal } from './rounding.js';

const formatOf = (e: Expression | undefined, fn: string): string => {
  if (e?.kind === 'literal' && typeof e.value === 'string') return e.value;
  throw new AnalysisError('DATATYPE_MISMATCH.NON_FOLDABLE_INPUT', `The format of '${fn}' must be a constant text`, { sqlState: '42K09' });
};
const reading = (fn: string, failing: boolean): Row => ({
  args: [t.string, t.string],
  nullable: true,
  returns: (_, args) => numberFormat(formatOf(args[1], fn)).type,
  kernel: {
    make: () => (text: string, format: string) => {
      const found = parseNumber(text, numberFormat(format));
      if (found === undefined && failing) throw mismatch(text, format);
      return found ?? null;
    },
  },
});
/** The number that a text says by a format such as `99G999D99`, as a decimal; an error where it does not fit. */
export const toNumber = scalar<'to_number', any, [format: string]>('to_number', reading('to_number', true));
/** As `toNumber`, but null where the text does not fit. */
export const tryToNumber = scalar<'try_to_number', any, [format: string]>('try_to_number', reading('try_to_number', false));

const call = (fn: string, ...args: Expression[]): Expression => Object.freeze({ kind: 'call', fn, args, type: t.string, nullable: true });
const BYTES: Readonly<Record<string, (e: Expression, format: Expression) => Expression>> = {
  hex: (e) => call('hex', e),
  base64: (e) => call('base64', e),
  'utf-8': (e, format) => call('decode', e, format),
  utf8: (e, format) => call('decode', e, Object.freeze({ ...format, value: 'utf-8' } as Expression)),
};
/** What writes a value that is no number: the functions for dates and for bytes. */
function otherText([value, format]: readonly Expression[]): readonly Expression[] {
  const type = typeOf(value!);
  if (type.kind === 'decimal') return [value!, format!];
  if (type.kind !== 'binary') return [call('date_format', castTo(value!, t.timestamp), format!)];
  const name = formatOf(format, 'to_char');
  const write = BYTES[name.toLowerCase()];
  if (write !== undefined) return [write(value!, format!)];
  throw new AnalysisError(
    'INVALID_PARAMETER_VALUE.BINARY_FORMAT',
    `The format of to_char must be hex, base64 or utf-8 for bytes; got '${name}'`,
    {
      sqlState: '22023',
    },
  );
}
const writing: Row = {
  args: ['any', t.string],
  returns: t.string,
  nullable: true,
  rewrite: ([value, format]) => {
    const { kind } = typeOf(value!);
    if (['date', 'timestamp', 'timestamp_ntz', 'binary'].includes(kind)) return [value!, format!];
    if (!(format!.kind === 'literal' && format.value === null)) numberFormat(formatOf(format, 'to_char'));
    return [isNumeric(typeOf(value!)) ? asDecimal(value!) : implicitCast(value!, t.decimal(38, 18), 'to_char', 0), format!];
  },
  lower: otherText,
  duckdb: ([text]) => text!,
  kernel: {
    make: () => (value: string, format: string) => writeNumber(value, numberFormat(format)),
    for: ({ args }) => typeOf(args[0]!).kind === 'decimal',
  },
};
/** A number by a format such as `99G999D99S`, a date by a pattern, or bytes as `hex`, `base64` or `utf-8`. */
export const toChar = scalar<'to_char', string, [format: string | Column]>('to_char', writing);
export const toVarchar = scalar<'to_varchar', string, [format: string | Column]>('to_varchar', writing);

/** A number with thousands separators and so many decimals (rounded half to even), or by a pattern such as `#,##0.00`. */
export const formatNumber = scalar<'format_number', string, [decimals: number | string | Column]>('format_number', {
  args: ['number', 'any'],
  returns: t.string,
  nullable: true,
  rewrite: ([value, how]) => [
    value!,
    ['string', 'null'].includes(typeOf(how!).kind) ? how! : implicitCast(how!, t.integer, 'format_number', 1),
  ],
  kernel: { make: ([type]) => decimalPattern(type!) },
});
/** A text with its `%` parts replaced by the arguments, as Java's Formatter does it: `formatString('%s is %d', 'name', 'age')`. */
export const formatString = nary<string>('format_string', {
  args: [t.string, 'any'],
  min: 1,
  max: Infinity,
  returns: t.string,
  kernel: { make: formatter, seesNulls: true },
});
