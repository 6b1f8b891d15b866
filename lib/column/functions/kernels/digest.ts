import { createHash, createHmac } from 'node:crypto';
import { crc32 as crc } from 'node:zlib';
import { ExecutionError } from '#lib/errors.js';

/** The SHA-2 digest of so many bits (0 is 256) as hexadecimal digits; null for a number of bits that SHA-2 has not. */
export function sha2(bytes: Uint8Array, bits: number): string | null {
  const size = bits === 0 ? 256 : bits;
  return [224, 256, 384, 512].includes(size) ? createHash(`sha${size}`).update(bytes).digest('hex') : null;
}

export const crc32 = (bytes: Uint8Array): bigint => BigInt(crc(bytes));

/** The keyed digest of a message; SHA-256 unless said. */
export function hmac(key: Uint8Array, message: Uint8Array, algorithm = 'SHA-256'): Uint8Array {
  const found = /^(?:MD5|SHA-?(?:1|224|256|384|512))$/i.exec(algorithm)?.[0];
  if (found !== undefined) return createHmac(found.replace('-', '').toLowerCase(), key).update(message).digest();
  throw new ExecutionError(
    'INVALID_PARAMETER_VALUE.HMAC_ALGORITHM',
    `The algorithm of hmac must be MD5, SHA-1, SHA-224, SHA-256, SHA-384 or SHA-512; got '${algorithm}'`,
    { sqlState: '22023' },
  );
}
