import type { KernelMaker } from '#lib/plan/kernel.js';
import { zoneOf, type Zone } from '#lib/time/zone.js';
import type { DataType } from '#lib/types/data-type.js';
import { decimalIn, timeOf, wholeOf } from '../field-text.js';
import { failsFast, flag, malformed, readOptions, type TextOptions } from '../text-options.js';
import { signsOf, splitCsv } from './csv-line.js';

/** Reads lines as rows of the result's type: what does not fit is null, or an error in the mode FAILFAST. */
export const fromCsv: KernelMaker = (_, returns, session) => {
  const zone = zoneOf(session.timeZone);
  const fields = returns.kind === 'struct' ? returns.fields : [];
  return (line: string, _schema: string, given: string) => {
    const options = readOptions(given);
    const corrupt = fields.findIndex((f) => f.name === (options['columnnameofcorruptrecord'] ?? '_corrupt_record'));
    const columns = fields.filter((_f, i) => i !== corrupt);
    const tokens = splitCsv(line, signsOf(options));
    let misfit = tokens.length !== columns.length;
    const values = columns.map((f, i) => {
      const value = i < tokens.length ? fieldOf(trimmed(tokens[i]!, options), f.type, zone, options) : null;
      if (value !== undefined) return value;
      misfit = true;
      return null;
    });
    if (misfit && failsFast(options, 'from_csv')) throw malformed(line, 'from_csv');
    if (corrupt !== -1) values.splice(corrupt, 0, misfit ? line : null);
    return values;
  };
};

const trimmed = (token: string, options: TextOptions): string => {
  const left = flag(options, 'ignoreLeadingWhiteSpace') === true ? token.trimStart() : token;
  return flag(options, 'ignoreTrailingWhiteSpace') === true ? left.trimEnd() : left;
};

/** A field's value, raw; undefined where it is none of the type. */
function fieldOf(text: string, type: DataType, zone: Zone, options: TextOptions): unknown {
  if (text === (options['nullvalue'] ?? '')) return null;
  switch (type.kind) {
    case 'string':
      return text;
    case 'boolean':
      return /^(?:true|false)$/i.test(text) ? text.toLowerCase() === 'true' : undefined;
    case 'byte':
    case 'short':
    case 'integer':
    case 'long':
      return wholeOf(text, type);
    case 'float':
    case 'double': {
      const value = doubleOf(text, options);
      return value !== undefined && type.kind === 'float' ? Math.fround(value) : value;
    }
    case 'decimal':
      return decimalIn(text, type.precision, type.scale);
    case 'binary':
      return Buffer.from(text, 'utf8');
    case 'date':
    case 'timestamp':
    case 'timestamp_ntz':
      return timeOf(text, type, zone);
    default:
      return undefined;
  }
}

function doubleOf(text: string, options: TextOptions): number | undefined {
  if (text === (options['nanvalue'] ?? 'NaN')) return NaN;
  if (text === (options['positiveinf'] ?? 'Inf')) return Infinity;
  if (text === (options['negativeinf'] ?? '-Inf')) return -Infinity;
  return /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?[dDfF]?\s*$/.test(text) ? Number(text.replace(/[dDfF]\s*$/, '')) : undefined;
}
