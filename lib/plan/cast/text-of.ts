import { dayTimeText, yearMonthText } from '#lib/time/interval-text.js';
import { dateText, timeText, timestampText } from '#lib/time/time-text.js';
import { UTC } from '#lib/time/zone.js';
import type { Zone } from '#lib/time/zone.js';
import { CalendarInterval } from '#lib/types/calendar-interval.js';
import type { DataType } from '#lib/types/data-type.js';
import type { RawVariant } from '#lib/variant/build.js';
import { variantJson } from '#lib/variant/to-json.js';
import { doubleText } from './double-text.js';

/** Makes what writes a raw value of a type as Spark's cast to string does: `1.0E7`, `[1, null]`, `{k -> v}`. Timestamps are of `zone`. */
export function textOf(type: DataType, zone: Zone): (value: any) => string {
  switch (type.kind) {
    case 'binary':
      return (value: Uint8Array) => Buffer.from(value).toString('utf8');
    case 'date':
      return dateText;
    case 'time':
      return timeText;
    case 'timestamp':
      return (value: bigint) => timestampText(value, zone);
    case 'timestamp_ntz':
      return (value: bigint) => timestampText(value, UTC);
    case 'float':
      return (value: number) => doubleText(value, true);
    case 'double':
      return (value: number) => doubleText(value);
    case 'interval':
      return ([months, days, micros]: [number, number, bigint]) => new CalendarInterval(months, days, micros).toString();
    case 'variant':
      return (value: RawVariant) => variantJson(value, UTC);
    case 'day_time_interval':
      return (value: bigint) => dayTimeText(value, type.start, type.end);
    case 'year_month_interval':
      return (value: number) => yearMonthText(value, type.start, type.end);
    case 'array': {
      const element = orNull(textOf(type.element, zone));
      return (value: unknown[]) => `[${value.map(element).join(', ')}]`;
    }
    case 'map': {
      const key = orNull(textOf(type.key, zone));
      const entry = orNull(textOf(type.value, zone));
      return (value: [unknown, unknown][]) => `{${value.map(([k, v]) => `${key(k)} -> ${entry(v)}`).join(', ')}}`;
    }
    case 'struct': {
      const fields = type.fields.map((f) => orNull(textOf(f.type, zone)));
      return (value: unknown[]) => `{${value.map((v, i) => fields[i]!(v)).join(', ')}}`;
    }
    default:
      return String;
  }
}

const orNull =
  (text: (value: unknown) => string) =>
  (value: unknown): string =>
    value === null ? 'null' : text(value);
