import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { AnalysisError } from '#lib/errors.js';
import type { WriteRelation } from '#lib/plan/relation.js';
import type { StructType } from '#lib/types/data-type.js';
import { schemaLine } from '#lib/types/type-name.js';
import { SCHEMA_KEY } from '../files/stored-schema.js';
import { quoteIdentifier, quoteText } from './quote.js';

const CODECS: readonly string[] = ['uncompressed', 'none', 'snappy', 'gzip', 'zstd', 'lz4', 'brotli'];

/** The statement that writes the columns c0, c1, … of a table to files in a folder; it gives the number of rows. */
export function copySql(node: WriteRelation, schema: StructType, from: string, folder: string): string {
  const unknown = node.partitionBy.find((name) => !schema.fields.some((f) => f.name === name));
  if (unknown !== undefined)
    throw new AnalysisError('COLUMN_NOT_FOUND', `partitionBy('${unknown}') must name a column of ${schemaLine(schema)}`, {
      sqlState: '42703',
    });
  const columns = schema.fields.map((f, i) => `c${i} AS ${quoteIdentifier(f.name)}`).join(', ');
  const format = node.format.toLowerCase();
  const options = formatOptions(format, node, schema);
  const file = `part-00000-${randomUUID()}`;
  const partitioned = node.partitionBy.length > 0;
  const target = partitioned
    ? folder
    : join(
        folder,
        `${file}.${format}${format === 'parquet' || node.options['compression'] === undefined ? '' : `.${extension(node.options['compression'])}`}`,
      );
  if (partitioned)
    options.push(
      `PARTITION_BY (${node.partitionBy.map(quoteIdentifier).join(', ')})`,
      `FILENAME_PATTERN ${quoteText(`${file}_{i}`)}`,
      'OVERWRITE_OR_IGNORE',
    );
  return `COPY (SELECT ${columns} FROM ${from}) TO ${quoteText(target)} (${options.join(', ')})`;
}

function formatOptions(format: string, node: WriteRelation, schema: StructType): string[] {
  const { options } = node;
  switch (format) {
    case 'parquet': {
      const codec = (options['compression'] ?? 'snappy').toLowerCase();
      if (!CODECS.includes(codec))
        throw new AnalysisError('CODEC_NOT_AVAILABLE', `The compression of parquet must be one of ${CODECS.join(', ')}; got '${codec}'`, {
          sqlState: '56038',
        });
      return [
        'FORMAT parquet',
        `COMPRESSION ${quoteText(codec === 'none' ? 'uncompressed' : codec)}`,
        `KV_METADATA {${quoteText(SCHEMA_KEY)}: ${quoteText(JSON.stringify(schema))}}`,
      ];
    }
    case 'csv':
      return [
        'FORMAT csv',
        `HEADER ${options['header']?.toLowerCase() === 'true'}`,
        `DELIMITER ${quoteText(options['sep'] ?? options['delimiter'] ?? ',')}`,
        `NULLSTR ${quoteText(options['nullValue'] ?? '')}`,
        ...compression(options),
      ];
    case 'json':
      return ['FORMAT json', ...compression(options)];
    default:
      throw new AnalysisError('DATA_SOURCE_NOT_FOUND', `No format '${node.format}' to write. Formats are parquet, csv and json.`, {
        sqlState: '42K02',
      });
  }
}

const compression = (options: Readonly<Record<string, string>>): string[] =>
  options['compression'] === undefined ? [] : [`COMPRESSION ${quoteText(options['compression'].toLowerCase())}`];
const extension = (codec: string): string => (codec.toLowerCase() === 'gzip' ? 'gz' : codec.toLowerCase());
