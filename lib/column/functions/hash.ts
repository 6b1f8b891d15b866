import { AnalysisError } from '#lib/errors.js';
import { typeOf } from '#lib/plan/type-of.js';
import * as t from '#lib/types/data-type.js';
import type { DataType } from '#lib/types/data-type.js';
import type { Column } from '../column.js';
import { nary, scalar, type Row } from './define.js';
import { aesDecrypt as decrypted, aesEncrypt as encrypted } from './kernels/aes.js';
import { crc32 as crc, hmac as keyed, sha2 as sha2Of } from './kernels/digest.js';
import { hashOf } from './kernels/hash-of.js';
import { murmur3 } from './kernels/murmur3.js';
import { orNull } from './kernels/nullable-result.js';
import { xxhash64 as xx } from './kernels/xxhash64.js';

/** The MD5 digest as hexadecimal digits. */
export const md5 = scalar<'md5', string>('md5', { args: [t.binary], returns: t.string });
export const sha1 = scalar<'sha1', string>('sha1', { args: [t.binary], returns: t.string });
/** The SHA-2 digest of 224, 256, 384 or 512 bits (0 is 256) as hexadecimal digits; null for other numbers. */
export const sha2 = scalar<'sha2', string | null, [bits: number]>('sha2', {
  args: [t.binary, t.integer],
  returns: t.string,
  nullable: true,
  duckdb: ([a]) => `sha256(${a!})`,
  kernel: { make: () => sha2Of, for: ({ args }) => !(args[1]?.kind === 'literal' && (args[1].value === 256 || args[1].value === 0)) },
});
/** The cyclic redundancy check, as a bigint. */
export const crc32 = scalar<'crc32', number>('crc32', { args: [t.binary], returns: t.long, kernel: { make: () => crc } });
/** The keyed digest of a message, by SHA-256 unless an algorithm is named. */
export const hmac = nary<Uint8Array>('hmac', {
  args: [t.binary, t.binary, t.string],
  min: 2,
  returns: t.binary,
  kernel: { make: () => keyed },
});

const hashed = (name: string): Omit<Row, 'returns' | 'kernel'> => ({
  args: ['any'],
  min: 1,
  max: Infinity,
  nullable: false,
  rewrite: (args) => {
    if (args.some((e) => holdsMap(typeOf(e))))
      throw new AnalysisError(
        'DATATYPE_MISMATCH.HASH_MAP_TYPE',
        `'${name}' must have no maps: two equal maps may have their entries in another order. Take map_entries of them.`,
        {
          sqlState: '42K09',
        },
      );
    return args;
  },
});
const holdsMap = (type: DataType): boolean =>
  type.kind === 'map' ||
  (type.kind === 'array' && holdsMap(type.element)) ||
  (type.kind === 'struct' && type.fields.some((f) => holdsMap(f.type)));
/** Spark's hash of the columns: Murmur3 of 32 bits with the seed 42. Nulls leave the hash as it is. */
export const hash = nary<number>('hash', {
  ...hashed('hash'),
  returns: t.integer,
  kernel: { make: (types) => hashOf(murmur3, types, 42), seesNulls: true },
});
/** Spark's hash of 64 bits of the columns: XXH64 with the seed 42. */
export const xxhash64 = nary<number | bigint>('xxhash64', {
  ...hashed('xxhash64'),
  returns: t.long,
  kernel: { make: (types) => hashOf(xx, types, 42n), seesNulls: true },
});

type Bytes = Uint8Array | string | Column;
const decryption: Row = { args: [t.binary, t.binary, t.string, t.string, t.binary], min: 2, returns: t.binary };
/** The bytes encrypted by AES: in GCM (unless said), CBC or ECB; without an initialisation vector another one each time. */
export const aesEncrypt = scalar<'aes_encrypt', Uint8Array, [key: Bytes, mode?: string, padding?: string, iv?: Bytes, aad?: Bytes]>(
  'aes_encrypt',
  {
    args: [t.binary, t.binary, t.string, t.string, t.binary, t.binary],
    min: 2,
    returns: t.binary,
    kernel: { make: () => encrypted, volatile: true },
  },
);
/** What `aesEncrypt` encrypted; an error where the key does not fit. */
export const aesDecrypt = scalar<'aes_decrypt', Uint8Array, [key: Bytes, mode?: string, padding?: string, aad?: Bytes]>('aes_decrypt', {
  ...decryption,
  kernel: { make: () => decrypted },
});
/** As `aesDecrypt`, but null where that fails. */
export const tryAesDecrypt = scalar<'try_aes_decrypt', Uint8Array | null, [key: Bytes, mode?: string, padding?: string, aad?: Bytes]>(
  'try_aes_decrypt',
  {
    ...decryption,
    nullable: true,
    kernel: { make: () => orNull(decrypted) },
  },
);
