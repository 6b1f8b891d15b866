import { createCipheriv, createDecipheriv, randomBytes, type CipherGCM, type DecipherGCM } from 'node:crypto';
import { ExecutionError } from '#lib/errors.js';

const IV_LENGTHS: Readonly<Record<string, number>> = { GCM: 12, CBC: 16, ECB: 0 };
const TAG_LENGTH = 16;

/** The bytes encrypted: the initialisation vector first, and at the end of GCM its tag. */
export function aesEncrypt(
  bytes: Uint8Array,
  key: Uint8Array,
  mode = 'GCM',
  padding = 'DEFAULT',
  iv: Uint8Array = new Uint8Array(),
  aad: Uint8Array = new Uint8Array(),
): Uint8Array {
  const name = modeOf(mode, padding);
  checkKey(key);
  const length = IV_LENGTHS[name]!;
  if (iv.length > 0 && name === 'ECB') fail('UNSUPPORTED_FEATURE.AES_MODE_IV', `${name} takes no initialisation vector`);
  if (iv.length > 0 && iv.length !== length)
    fail('INVALID_PARAMETER_VALUE.AES_IV_LENGTH', `The initialisation vector of ${name} must have ${length} bytes; got ${iv.length}`);
  if (aad.length > 0 && name !== 'GCM') fail('UNSUPPORTED_FEATURE.AES_MODE_AAD', `${name} takes no additional authenticated data`);
  const vector = iv.length > 0 ? iv : randomBytes(length);
  const cipher = createCipheriv(cipherOf(name, key), key, name === 'ECB' ? null : vector);
  if (name === 'GCM' && aad.length > 0) (cipher as CipherGCM).setAAD(aad);
  const encrypted = [cipher.update(bytes), cipher.final()];
  return Buffer.concat([vector, ...encrypted, ...(name === 'GCM' ? [(cipher as CipherGCM).getAuthTag()] : [])]);
}

/** What `aesEncrypt` encrypted; an error where the key is another, or the bytes were changed. */
export function aesDecrypt(
  bytes: Uint8Array,
  key: Uint8Array,
  mode = 'GCM',
  padding = 'DEFAULT',
  aad: Uint8Array = new Uint8Array(),
): Uint8Array {
  const name = modeOf(mode, padding);
  checkKey(key);
  if (aad.length > 0 && name !== 'GCM') fail('UNSUPPORTED_FEATURE.AES_MODE_AAD', `${name} takes no additional authenticated data`);
  const length = IV_LENGTHS[name]!;
  const end = bytes.length - (name === 'GCM' ? TAG_LENGTH : 0);
  try {
    const decipher = createDecipheriv(cipherOf(name, key), key, name === 'ECB' ? null : bytes.subarray(0, length));
    if (name === 'GCM') {
      (decipher as DecipherGCM).setAuthTag(bytes.subarray(Math.max(end, 0)));
      if (aad.length > 0) (decipher as DecipherGCM).setAAD(aad);
    }
    return Buffer.concat([decipher.update(bytes.subarray(length, Math.max(end, length))), decipher.final()]);
  } catch (cause) {
    throw new ExecutionError(
      'INVALID_PARAMETER_VALUE.AES_CRYPTO_ERROR',
      `The bytes must be what AES-${name} encrypted with this key: ${(cause as Error).message}. Use try_aes_decrypt to get null instead.`,
      { sqlState: '22023', cause },
    );
  }
}

const cipherOf = (mode: string, key: Uint8Array) => `aes-${key.length * 8}-${mode.toLowerCase()}` as 'aes-128-gcm';

function modeOf(mode: string, padding: string): string {
  const name = mode.toUpperCase();
  const paddings: Readonly<Record<string, readonly string[]>> = {
    GCM: ['DEFAULT', 'NONE'],
    ECB: ['DEFAULT', 'PKCS'],
    CBC: ['DEFAULT', 'PKCS'],
  };
  if (paddings[name]?.includes(padding.toUpperCase()) === true) return name;
  return fail(
    'UNSUPPORTED_FEATURE.AES_MODE',
    `AES takes the modes GCM (without padding), CBC and ECB (with PKCS); got ${mode} with ${padding}`,
    '0A000',
  );
}

function checkKey(key: Uint8Array): void {
  if (![16, 24, 32].includes(key.length))
    fail('INVALID_PARAMETER_VALUE.AES_KEY_LENGTH', `The key of AES must have 16, 24 or 32 bytes; got ${key.length}`);
}

function fail(condition: string, message: string, sqlState = '22023'): never {
  throw new ExecutionError(condition, message, { sqlState });
}
