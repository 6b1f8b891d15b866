import { ExecutionError } from '#lib/errors.js';
import { isIntegral } from '#lib/plan/common-type.js';
import type { DataType } from '#lib/types/data-type.js';
import { typeName } from '#lib/types/type-name.js';
import { decimalText, decimalOf, roundDecimal } from './decimal-digits.js';
import { javaDouble, javaFloat } from './java-number.js';

const SPEC = /%(?:(\d+)\$|(<))?([-#+ 0,(]*)(\d+)?(?:\.(\d+))?([a-zA-Z%])|%/g;
const BITS: Readonly<Record<string, number>> = { byte: 8, short: 16, integer: 32, long: 64 };

/** Java's Formatter over values of these types, the first of which is the format. */
export function formatter([, ...types]: readonly DataType[]): (format: string | null, ...values: unknown[]) => string | null {
  return (format, ...values) => {
    if (format === null) return null;
    let next = 0;
    let last = -1;
    return format.replaceAll(
      SPEC,
      (spec: string, index?: string, again?: string, flags = '', width?: string, precision?: string, conversion?: string) => {
        if (conversion === undefined) return fail(format, `'%' must be followed by a conversion such as %s`);
        if (conversion === '%') return pad('%', flags, width);
        if (conversion === 'n') return '\n';
        const at = again !== undefined ? last : index !== undefined ? Number(index) - 1 : next++;
        if (at < 0 || at >= types.length) return fail(format, `'${spec}' has no argument`);
        last = at;
        const places = precision === undefined ? undefined : Number(precision);
        const text = written(conversion, values[at], types[at]!, { flags, places, width: Number(width ?? 0) }, () =>
          fail(format, `'${spec}' does not take ${typeName(types[at]!)}`),
        );
        const cased = /[A-Z]/.test(conversion) ? text.toUpperCase() : text;
        return pad(cased, flags, width);
      },
    );
  };
}

interface How {
  readonly flags: string;
  readonly places: number | undefined;
  readonly width: number;
}

function written(conversion: string, value: any, type: DataType, how: How, wrong: () => never): string {
  const cut = (text: string): string => (how.places === undefined ? text : text.slice(0, how.places));
  switch (conversion.toLowerCase()) {
    case 's':
      return cut(plain(value, type));
    case 'b':
      return cut(value === null ? 'false' : type.kind === 'boolean' ? String(value) : 'true');
    case 'c':
      if (value === null) return 'null';
      return isIntegral(type) && type.kind !== 'long' ? String.fromCodePoint(value as number) : wrong();
    case 'd':
      if (value === null) return 'null';
      return isIntegral(type) ? signed(value < 0, grouped(String(value).replace('-', ''), how), how) : wrong();
    case 'x':
    case 'o': {
      if (value === null) return 'null';
      if (!isIntegral(type)) return wrong();
      const radix = conversion.toLowerCase() === 'x' ? 16 : 8;
      const digits = BigInt.asUintN(BITS[type.kind]!, BigInt(value)).toString(radix);
      const text = how.flags.includes('#') ? `${radix === 16 ? '0x' : '0'}${digits}` : digits;
      return how.flags.includes('0') ? text.padStart(how.width, '0') : text;
    }
    case 'f':
    case 'e':
    case 'g':
      if (value === null) return 'null';
      if (type.kind !== 'double' && type.kind !== 'float') return wrong();
      if (!Number.isFinite(value))
        return Number.isNaN(value) ? 'NaN' : signed(value < 0, 'Infinity', { ...how, flags: how.flags.replace('0', '') });
      return signed(value < 0 || Object.is(value, -0), real(conversion.toLowerCase(), Math.abs(value), how, type), how);
    default:
      return wrong();
  }
}

function real(conversion: string, x: number, how: How, type: DataType): string {
  const places = how.places ?? 6;
  if (conversion === 'f') {
    // Java rounds the digits that the number prints, half up
    const digits = decimalOf(type.kind === 'float' ? javaFloat(x) : String(x));
    return grouped(decimalText(roundDecimal(digits, places, 'half-up')), how);
  }
  if (conversion === 'e') return scientific(x, places);
  const precision = places === 0 ? 1 : places;
  if (x !== 0 && (x < 1e-4 || x >= 10 ** precision)) return scientific(x, precision - 1);
  const whole = x === 0 ? 1 : Math.max(Math.floor(Math.log10(x)) + 1, x < 1 ? -3 : 1);
  return grouped(decimalText(roundDecimal(decimalOf(String(x)), Math.max(0, precision - whole), 'half-up')), how);
}

function scientific(x: number, places: number): string {
  const [digits, exponent] = x.toExponential(Math.min(places, 100)).split('e') as [string, string];
  return `${digits}e${exponent[0]!}${exponent.slice(1).padStart(2, '0')}`;
}

const grouped = (digits: string, { flags }: How): string => {
  if (!flags.includes(',')) return digits;
  const [whole = '', fraction] = digits.split('.');
  return whole.replaceAll(/\B(?=(?:\d{3})+(?!\d))/g, ',') + (fraction === undefined ? '' : `.${fraction}`);
};

function signed(negative: boolean, digits: string, { flags, width }: How): string {
  const before = negative ? (flags.includes('(') ? '(' : '-') : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
  const after = before === '(' ? ')' : '';
  const filled = flags.includes('0') ? digits.padStart(width - before.length - after.length, '0') : digits;
  return before + filled + after;
}

function plain(value: any, type: DataType): string {
  if (value === null) return 'null';
  if (type.kind === 'double') return javaDouble(value as number);
  return type.kind === 'float' ? javaFloat(value as number) : String(value);
}

function pad(text: string, flags: string, width: string | undefined): string {
  const size = Number(width ?? 0);
  return flags.includes('-') ? text.padEnd(size) : text.padStart(size);
}

function fail(format: string, why: string): never {
  throw new ExecutionError('INVALID_PARAMETER_VALUE.FORMAT', `The format '${format}' of format_string does not fit: ${why}`, {
    sqlState: '22023',
  });
}
