import type { KernelMaker } from '#lib/plan/kernel.js';
import { zoneOf, type Zone } from '#lib/time/zone.js';
import type { DataType } from '#lib/types/data-type.js';
import { decimalIn, timeOf, wholeOf } from '../field-text.js';
import { failsFast, flag, malformed, readOptions, type TextOptions } from '../text-options.js';
import { parseJson, type Json, type JsonLeniency } from './parse-json.js';
import { doubleOf, plainJson } from './write-json.js';

/** A value that its type cannot hold; the field that it stands in is null. */
const MISFIT = Symbol('misfit');

/** Reads JSON texts as values of the result's type: what does not fit is null, or an error in the mode FAILFAST. */
export const fromJson: KernelMaker = (_, returns, session) => {
  const zone = zoneOf(session.timeZone);
  return (text: string, _schema: string, given: string) => {
    const options = readOptions(given);
    if (text.trim() === '') return null;
    const reader = new ValueReader(zone);
    const json = parseJson(text, leniency(options));
    const whole = returns.kind === 'array' && json?.kind === 'object' ? ({ kind: 'array', items: [json] } as const) : json;
    const value = whole === undefined ? MISFIT : reader.value(whole, returns);
    const misfit = value === MISFIT || reader.misfits > 0;
    if (misfit && failsFast(options, 'from_json')) throw malformed(text, 'from_json');
    if (returns.kind !== 'struct') return value === MISFIT ? null : value;
    const corrupt = returns.fields.findIndex((f) => f.name === (options['columnnameofcorruptrecord'] ?? '_corrupt_record'));
    const row = value === MISFIT || value === null ? returns.fields.map(() => null as unknown) : [...(value as unknown[])];
    if (corrupt !== -1) row[corrupt] = misfit ? text : null;
    return row;
  };
};

export const leniency = (options: TextOptions): JsonLeniency =>
  Object.fromEntries(
    (
      [
        'allowComments',
        'allowSingleQuotes',
        'allowUnquotedFieldNames',
        'allowNumericLeadingZeros',
        'allowNonNumericNumbers',
        'allowBackslashEscapingAnyCharacter',
        'allowUnquotedControlChars',
      ] as const
    ).flatMap((name) => {
      const on = flag(options, name);
      return on === undefined ? [] : [[name, on]];
    }),
  );

class ValueReader {
  misfits = 0;
  readonly #zone: Zone;

  constructor(zone: Zone) {
    this.#zone = zone;
  }

  value(json: Json, type: DataType): unknown {
    if (json.kind === 'literal' && json.value === null) return null;
    switch (type.kind) {
      case 'struct': {
        if (json.kind !== 'object') return MISFIT;
        const found = new Map(json.fields);
        return type.fields.map((f) => {
          const field = found.get(f.name);
          if (field === undefined) return null;
          const value = this.value(field, f.type);
          if (value !== MISFIT) return value;
          this.misfits++;
          return null;
        });
      }
      case 'array': {
        if (json.kind !== 'array') return MISFIT;
        const items = json.items.map((item) => this.value(item, type.element));
        return items.includes(MISFIT) ? MISFIT : items;
      }
      case 'map': {
        if (json.kind !== 'object') return MISFIT;
        const entries = new Map(json.fields.map(([name, value]) => [name, this.value(value, type.value)]));
        return [...entries.values()].includes(MISFIT) ? MISFIT : [...entries];
      }
      case 'string':
        return plainJson(json);
      case 'boolean':
        return json.kind === 'literal' ? json.value : MISFIT;
      case 'byte':
      case 'short':
      case 'integer':
      case 'long':
        return json.kind === 'number' ? (wholeOf(json.text, type) ?? MISFIT) : MISFIT;
      case 'float':
      case 'double': {
        const text =
          json.kind === 'number'
            ? json.text
            : json.kind === 'string' && /^(?:NaN|[+-]?INF|[+-]?Infinity)$/.test(json.value)
              ? json.value
              : undefined;
        if (text === undefined) return MISFIT;
        return type.kind === 'float' ? Math.fround(doubleOf(text)) : doubleOf(text);
      }
      case 'decimal':
        return (json.kind === 'number' || json.kind === 'string') && plainJson(json) !== ''
          ? (decimalIn(json.kind === 'number' ? json.text : json.value, type.precision, type.scale) ?? MISFIT)
          : MISFIT;
      case 'binary':
        return json.kind === 'string' && /^[A-Za-z0-9+/]*={0,2}$/.test(json.value) ? Buffer.from(json.value, 'base64') : MISFIT;
      case 'timestamp':
        if (json.kind === 'number' && /^-?\d+$/.test(json.text)) return BigInt(json.text) * 1_000_000n;
        return json.kind === 'string' ? (timeOf(json.value, type, this.#zone) ?? MISFIT) : MISFIT;
      case 'date':
      case 'timestamp_ntz':
        return json.kind === 'string' ? (timeOf(json.value, type, this.#zone) ?? MISFIT) : MISFIT;
      default:
        return MISFIT;
    }
  }
}
