import { AnalysisError } from '#lib/errors.js';

/** Throws that a format has no way to hold values of a type. */
export function unsupportedType(format: string, column: string, type: string): never {
  throw new AnalysisError(
    'UNSUPPORTED_DATA_TYPE_FOR_DATASOURCE',
    `The ${format} datasource doesn't support the column \`${column}\` of the type "${type.toUpperCase()}". Read or write it as text, or take parquet or json.`,
    { sqlState: '0A000' },
  );
}
