import * as zlib from 'node:zlib';
import { ExecutionError } from '#lib/errors.js';

/** How a packed file becomes plain: piece by piece, or at once. */
export interface Codec {
  stream(): NodeJS.ReadWriteStream & { destroy(error?: Error): unknown };
  whole(bytes: Uint8Array): Buffer;
}

type Zstd = { createZstdDecompress?: () => ReturnType<Codec['stream']>; zstdDecompressSync?: (bytes: Uint8Array) => Buffer };

/** The codec that a file's name says; undefined for a plain file. Throws where there is none for it here. */
export function codecOf(path: string): Codec | undefined {
  const extension = /\.(gz|gzip|deflate|zst|zstd|bz2|lz4|snappy|xz)$/i.exec(path)?.[1]?.toLowerCase();
  switch (extension) {
    case undefined:
      return undefined;
    case 'gz':
    case 'gzip':
      return { stream: zlib.createGunzip, whole: zlib.gunzipSync };
    case 'deflate':
      return { stream: zlib.createInflate, whole: zlib.inflateSync };
    case 'zst':
    case 'zstd': {
      const { createZstdDecompress: stream, zstdDecompressSync: whole } = zlib as Zstd;
      if (stream !== undefined && whole !== undefined) return { stream, whole };
      break;
    }
  }
  throw new ExecutionError(
    'CODEC_NOT_AVAILABLE.WITH_AVAILABLE_CODECS_SUGGESTION',
    `'${path}' must be plain text or packed with gzip or deflate (zstd from Node 22.15 on). Unpack it first.`,
    { sqlState: '56038' },
  );
}
