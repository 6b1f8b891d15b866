import { ExecutionError } from '#lib/errors.js';

/** The bytes of hexadecimal digits, an odd number of which begins with half a byte; null where there is anything else. */
export function fromHex(text: string): Uint8Array | null {
  if (!/^[0-9a-fA-F]*$/.test(text)) return null;
  return Buffer.from(text.length % 2 === 1 ? `0${text}` : text, 'hex');
}

/** The bytes of base 64, as MIME reads it: what is no digit of it is left out. */
export function fromBase64(text: string): Uint8Array {
  const digits = text.replaceAll(/[^A-Za-z0-9+/]/g, '');
  if (digits.length % 4 === 1) throw invalid(text, 'BASE64');
  return Buffer.from(digits, 'base64');
}

/** As `fromBase64`, but undefined where anything but digits, white space and the right padding is there. */
export function strictBase64(text: string): Uint8Array | undefined {
  const digits = text.replaceAll(/\s/g, '');
  return /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{2,3})?$/.test(digits)
    ? Buffer.from(digits, 'base64')
    : undefined;
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

export function toBase32(bytes: Uint8Array): string {
  let bits = '';
  for (const b of bytes) bits += b.toString(2).padStart(8, '0');
  const digits = (bits.match(/.{1,5}/g) ?? []).map((five) => BASE32[parseInt(five.padEnd(5, '0'), 2)]!).join('');
  return digits.padEnd(Math.ceil(digits.length / 8) * 8, '=');
}

export function fromBase32(text: string): Uint8Array {
  const digits = text.replace(/=*$/, '').toUpperCase();
  if (!/^[A-Z2-7]*$/.test(digits)) throw invalid(text, 'BASE32');
  const bits = [...digits].map((c) => BASE32.indexOf(c).toString(2).padStart(5, '0')).join('');
  const bytes = (bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2));
  // a lone last digit is a byte of its three high bits, as commons-codec has it
  if (digits.length % 8 === 1) bytes.push(parseInt(bits.slice(-5, -2), 2));
  return Uint8Array.from(bytes);
}

/** The error of text that is not in a format that it must have. */
export function invalid(text: string, format: string): ExecutionError {
  return new ExecutionError(
    'CONVERSION_INVALID_INPUT',
    `The value '${text}' cannot be made binary: it must be ${format}. Use try_to_binary to get null instead.`,
    { sqlState: '22018' },
  );
}
