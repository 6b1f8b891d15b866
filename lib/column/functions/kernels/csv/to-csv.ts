import type { KernelMaker } from '#lib/plan/kernel.js';
import { dateText } from '#lib/time/time-text.js';
import { zoneOf, type Zone } from '#lib/time/zone.js';
import type { DataType } from '#lib/types/data-type.js';
import { isoText } from '../field-text.js';
import { javaDouble, javaFloat } from '../java-number.js';
import { flag, readOptions } from '../text-options.js';
import { quoteCsv, signsOf } from './csv-line.js';

/** Writes rows as lines of csv. */
export const toCsv: KernelMaker = ([type], _, session) => {
  const zone = zoneOf(session.timeZone);
  const types = type!.kind === 'struct' ? type!.fields.map((f) => f.type) : [];
  return (row: unknown[], given: string) => {
    const options = readOptions(given);
    const signs = signsOf(options);
    const always = flag(options, 'quoteAll') === true;
    const field = (value: unknown, i: number): string => {
      if (value === null) return options['nullvalue'] ?? '';
      let text = textOf(value, types[i]!, zone);
      if (text === '') return options['emptyvalue'] ?? '""';
      if (flag(options, 'ignoreLeadingWhiteSpace') !== false) text = text.trimStart();
      if (flag(options, 'ignoreTrailingWhiteSpace') !== false) text = text.trimEnd();
      return quoteCsv(text, signs, always);
    };
    return row.map(field).join(signs.separator);
  };
};

function textOf(value: any, type: DataType, zone: Zone): string {
  switch (type.kind) {
    case 'double':
      return javaDouble(value as number);
    case 'float':
      return javaFloat(value as number);
    case 'date':
      return dateText(value as number);
    case 'timestamp':
    case 'timestamp_ntz':
      return isoText(value as bigint, type, zone);
    case 'binary':
      return Buffer.from(value as Uint8Array).toString('utf8');
    case 'array':
      return `[${(value as unknown[]).map((item) => inner(item, type.element, zone)).join(', ')}]`;
    case 'struct':
      return `{${type.fields.map((f, i) => inner((value as unknown[])[i], f.type, zone)).join(', ')}}`;
    case 'map':
      return `{${(value as [unknown, unknown][]).map(([k, v]) => `${inner(k, type.key, zone)} -> ${inner(v, type.value, zone)}`).join(', ')}}`;
    default:
      return String(value);
  }
}

const inner = (value: unknown, type: DataType, zone: Zone): string => (value === null ? 'null' : textOf(value, type, zone));
