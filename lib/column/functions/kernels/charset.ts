import { ExecutionError } from '#lib/errors.js';

interface Charset {
  encode(text: string): Uint8Array | undefined;
  decode(bytes: Uint8Array): string | undefined;
}

const oneByte = (last: number): Charset => ({
  encode: (text) => ([...text].every((c) => c.codePointAt(0)! <= last) ? Buffer.from(text, 'latin1') : undefined),
  decode: (bytes) => (bytes.every((b) => b <= last) ? Buffer.from(bytes).toString('latin1') : undefined),
});
const strict = (label: string, ignoreBOM = true) => {
  const decoder = new TextDecoder(label, { fatal: true, ignoreBOM });
  return (bytes: Uint8Array): string | undefined => {
    try {
      return decoder.decode(bytes);
    } catch (error) {
      if (error instanceof TypeError) return undefined;
      throw error;
    }
  };
};
const utf16le = strict('utf-16le');
const swapped = (bytes: Uint8Array): Buffer => Buffer.from(bytes.subarray(0, bytes.length & ~1)).swap16();
const bigEndian = (bytes: Uint8Array): string | undefined => (bytes.length % 2 === 0 ? utf16le(swapped(bytes)) : undefined);

/** The character sets that Spark takes, each with undefined for what it does not have. */
const CHARSETS: Readonly<Record<string, Charset>> = {
  'US-ASCII': oneByte(0x7f),
  'ISO-8859-1': oneByte(0xff),
  'UTF-8': { encode: (text) => Buffer.from(text, 'utf8'), decode: strict('utf-8') },
  'UTF-16LE': { encode: (text) => Buffer.from(text, 'utf16le'), decode: utf16le },
  'UTF-16BE': { encode: (text) => swapped(Buffer.from(text, 'utf16le')), decode: bigEndian },
  'UTF-16': {
    encode: (text) => (text === '' ? new Uint8Array() : swapped(Buffer.from(`\ufeff${text}`, 'utf16le'))),
    decode: (bytes) => {
      if (bytes[0] === 0xff && bytes[1] === 0xfe) return utf16le(bytes.subarray(2));
      return bigEndian(bytes[0] === 0xfe && bytes[1] === 0xff ? bytes.subarray(2) : bytes);
    },
  },
  'UTF-32': {
    encode: (text) => {
      const points = [...text];
      const bytes = Buffer.alloc(points.length * 4);
      points.forEach((c, i) => bytes.writeUInt32BE(c.codePointAt(0)!, i * 4));
      return bytes;
    },
    decode: (bytes) => {
      if (bytes.length % 4 !== 0) return undefined;
      const view = Buffer.from(bytes);
      const points = Array.from({ length: bytes.length / 4 }, (_, i) => view.readUInt32BE(i * 4));
      return points.every((p) => p <= 0x10ffff) ? points.map((p) => String.fromCodePoint(p)).join('') : undefined;
    },
  },
};

export const encodeText = (text: string, charset: string): Uint8Array =>
  charsetOf(charset, 'encode').encode(text) ?? malformed('encode', charset);
export const decodeBytes = (bytes: Uint8Array, charset: string): string =>
  charsetOf(charset, 'decode').decode(bytes) ?? malformed('decode', charset);

function charsetOf(name: string, fn: string): Charset {
  const found = CHARSETS[name.toUpperCase()];
  if (found !== undefined) return found;
  throw new ExecutionError(
    'INVALID_PARAMETER_VALUE.CHARSET',
    `The charset of '${fn}' must be one of ${Object.keys(CHARSETS).join(', ')}; got '${name}'`,
    { sqlState: '22023' },
  );
}

function malformed(fn: string, charset: string): never {
  throw new ExecutionError('MALFORMED_CHARACTER_CODING', `A value of '${fn}' has what is no character of ${charset}`, {
    sqlState: '22000',
  });
}
