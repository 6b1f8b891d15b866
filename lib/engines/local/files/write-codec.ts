import { AnalysisError } from '#lib/errors.js';
import type { FileOptions } from '#lib/io/file-options.js';

/** How written bytes are packed: DuckDB's name, and what Spark puts before or after a file's extension. */
export interface WriteCodec {
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

const PARQUET: Readonly<Record<string, string>> = {
  uncompressed: '',
  none: '',
  snappy: 'snappy.',
  gzip: 'gz.',
  zstd: 'zstd.',
  lz4: 'lz4.',
  lz4_raw: 'lz4raw.',
  brotli: 'br.',
};
const TEXT: Readonly<Record<string, string>> = { uncompressed: '', none: '', gzip: '.gz', zstd: '.zst' };

/** The codec that option `compression` (or `codec`) says: snappy for parquet, none for text, unless told otherwise. */
export function codecOf(format: string, options: FileOptions): WriteCodec {
  const isParquet = format === 'parquet';
  const codecs = isParquet ? PARQUET : TEXT;
  const given = (
    options['compression'] ??
    options['codec'] ??
    options['parquet.compression'] ??
    (isParquet ? 'snappy' : 'none')
  ).toLowerCase();
  const extension = Object.hasOwn(codecs, given) ? codecs[given]! : noCodec(format, codecs, given);
  const name = given === 'none' ? 'uncompressed' : given;
  return isParquet
    ? { name, before: extension, after: '' }
    : { name: name === 'uncompressed' ? 'none' : name, before: '', after: extension };
}

function noCodec(format: string, codecs: object, given: string): never {
  throw new AnalysisError(
    'CODEC_NOT_AVAILABLE.WITH_AVAILABLE_CODECS_SUGGESTION',
    `The compression of ${format} must be one of ${Object.keys(codecs).join(', ')}; got '${given}'`,
    { sqlState: '56038' },
  );
}
