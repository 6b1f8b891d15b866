import { ExecutionError } from '#lib/errors.js';
import type { Expression } from '#lib/plan/expression.js';
import { typeOf } from '#lib/plan/type-of.js';
import * as t from '#lib/types/data-type.js';
import type { Column } from '../column.js';
import { nary, scalar, type Row } from './define.js';
import { fromBase32 as readBase32, fromBase64, fromHex, toBase32 as writeBase32 } from './kernels/byte-text.js';
import { encodeText } from './kernels/charset.js';
import { orNull } from './kernels/nullable-result.js';
import { toBinary as binaryOf } from './kernels/to-binary.js';
import { parseUrl as partOf, urlDecode as decoded, urlEncode as encoded } from './kernels/url.js';

const isBinary = (e: Expression): boolean => typeOf(e).kind === 'binary';
const cast = (child: Expression, type: typeof t.string | typeof t.long): Expression =>
  typeOf(child).kind === type.kind ? child : Object.freeze({ kind: 'cast', child, type, implicit: true });

/** The hexadecimal digits of a whole number, of a text's bytes or of binary. */
export const hex = scalar<'hex', string>('hex', {
  args: ['any'],
  rewrite: ([a]) => [['string', 'binary'].includes(typeOf(a!).kind) ? a! : cast(a!, t.long)],
  returns: t.string,
});
/** The bytes of hexadecimal digits; null where the text is anything else. */
export const unhex = scalar<'unhex', Uint8Array | null>('unhex', {
  args: [t.string],
  returns: t.binary,
  nullable: true,
  kernel: { make: () => fromHex },
});
export const base64 = scalar<'base64', string>('base64', { args: [t.binary], returns: t.string });
/** The bytes of base 64; what is no digit of it is left out. */
export const unbase64 = scalar<'unbase64', Uint8Array>('unbase64', {
  args: [t.string],
  returns: t.binary,
  kernel: { make: () => fromBase64 },
});
export const toBase32 = scalar<'to_base32', string>('to_base32', {
  args: [t.binary],
  returns: t.string,
  kernel: { make: () => writeBase32 },
});
export const fromBase32 = scalar<'from_base32', Uint8Array>('from_base32', {
  args: [t.string],
  returns: t.binary,
  kernel: { make: () => readBase32 },
});
/** The bytes of a text in a character set: US-ASCII, ISO-8859-1, UTF-8, UTF-16BE, UTF-16LE, UTF-16 or UTF-32. */
export const encode = scalar<'encode', Uint8Array, [charset: string | Column]>('encode', {
  args: [t.string, t.string],
  returns: t.binary,
  kernel: { make: () => encodeText },
});
const binaryRow: Row = { args: [t.string, t.string], min: 1, returns: t.binary };
/** The bytes that a text stands for: `hex` (the default), `base64` or `utf-8`. What is not in the format is an error. */
export const toBinary = scalar<'to_binary', Uint8Array, [format?: string | Column]>('to_binary', {
  ...binaryRow,
  kernel: { make: () => binaryOf },
});
/** As `toBinary`, but null where that fails. */
export const tryToBinary = scalar<'try_to_binary', Uint8Array | null, [format?: string | Column]>('try_to_binary', {
  ...binaryRow,
  nullable: true,
  kernel: { make: () => orNull(binaryOf) },
});

const isUtf8 = (bytes: Uint8Array): boolean => Buffer.from(Buffer.from(bytes).toString('utf8'), 'utf8').equals(bytes);
/** Bytes as text if they are UTF-8; a string always is. */
const utf8 = (returns: typeof t.string | typeof t.boolean, ofText: string, ofBytes: (bytes: Uint8Array) => unknown): Row => ({
  args: ['text'],
  returns,
  nullable: true,
  duckdb: ([a]) => `CASE WHEN ${a!} IS NOT NULL THEN ${ofText === '' ? a! : ofText} END`,
  kernel: { make: () => ofBytes, for: ({ args }) => isBinary(args[0]!) },
});
/** Whether the bytes are UTF-8. */
export const isValidUtf8 = scalar<'is_valid_utf8', boolean>('is_valid_utf8', utf8(t.boolean, 'TRUE', isUtf8));
/** The text with U+FFFD in place of what is not UTF-8. */
export const makeValidUtf8 = scalar<'make_valid_utf8', string>(
  'make_valid_utf8',
  utf8(t.string, '', (bytes) => Buffer.from(bytes).toString('utf8')),
);
/** The text, or an error where it is not UTF-8. */
export const validateUtf8 = scalar<'validate_utf8', string>('validate_utf8', utf8(t.string, '', validText));
/** The text, or null where it is not UTF-8. */
export const tryValidateUtf8 = scalar<'try_validate_utf8', string | null>('try_validate_utf8', utf8(t.string, '', orNull(validText)));

function validText(bytes: Uint8Array): string {
  if (isUtf8(bytes)) return Buffer.from(bytes).toString('utf8');
  throw new ExecutionError(
    'INVALID_UTF8_STRING',
    `The bytes X'${Buffer.from(bytes).toString('hex').toUpperCase()}' are not UTF-8. Use try_validate_utf8 to get null instead.`,
    { sqlState: '22029' },
  );
}

export const urlEncode = scalar<'url_encode', string>('url_encode', {
  args: [t.string],
  returns: t.string,
  kernel: { make: () => encoded },
});
/** The text of a URL's part; an error where it is not in that form. */
export const urlDecode = scalar<'url_decode', string>('url_decode', {
  args: [t.string],
  returns: t.string,
  kernel: { make: () => decoded },
});
export const tryUrlDecode = scalar<'try_url_decode', string | null>('try_url_decode', {
  args: [t.string],
  returns: t.string,
  nullable: true,
  kernel: { make: () => orNull(decoded) },
});
const urlRow: Row = { args: [t.string, t.string, t.string], min: 2, returns: t.string, nullable: true };
/** A part of a URL: HOST, PATH, QUERY, REF, PROTOCOL, FILE, AUTHORITY or USERINFO, or a key of the query; an error where it is no URL. */
export const parseUrl = nary<string | null>('parse_url', { ...urlRow, kernel: { make: () => partOf } });
/** As `parseUrl`, but null where the text is no URL. */
export const tryParseUrl = nary<string | null>('try_parse_url', { ...urlRow, kernel: { make: () => orNull(partOf) } });
