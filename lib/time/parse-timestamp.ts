import { validDays } from './calendar.js';
import { joinMicros } from './micros.js';
import { trimAll } from './trim-all.js';
import { findZone } from './zone.js';
import type { Zone } from './zone.js';

/** What the text of a timestamp says: `days` is missing where it names a time alone, `zone` where it names none. */
export interface TimestampParts {
  readonly days: number | undefined;
  /** From midnight. */
  readonly micros: number;
  readonly zone: string | undefined;
}

const DATE = '([+-]?\\d{4,6})(?:-(\\d{1,2})(?:-(\\d{1,2}))?)?';
const CLOCK = '(\\d{1,2})(?::(\\d{1,2})(?::(\\d{1,2})(?:\\.(\\d*))?)?)?';
const WHOLE = new RegExp(`^${DATE}(?:[ T]${CLOCK}([^]*))?$`);
const TIME = new RegExp(`^T?${CLOCK}([^]*)$`);

/** Reads a timestamp as Spark's casts do; undefined for text that is none. */
export function timestampParts(given: string): TimestampParts | undefined {
  const text = trimAll(given);
  const whole = WHOLE.exec(text);
  if (whole !== null) {
    const days = validDays(Number(whole[1]), Number(whole[2] ?? 1), Number(whole[3] ?? 1));
    const [hour, minute, second, fraction, zone] = whole.slice(4);
    // a clock needs the whole date before it
    if (days === undefined || (hour !== undefined && whole[3] === undefined)) return undefined;
    return clock(days, hour ?? '0', minute, second, fraction, zone ?? '');
  }
  const time = text.startsWith('T') || /^\d{1,2}:/.test(text) ? TIME.exec(text) : null;
  return time === null ? undefined : clock(undefined, time[1]!, time[2], time[3], time[4], time[5]);
}

function clock(days: number | undefined, hour: string, minute = '0', second = '0', fraction = '', rest = ''): TimestampParts | undefined {
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const zone = rest.trim();
  const micros = (Number(hour) * 3600 + Number(minute) * 60 + Number(second)) * 1_000_000 + Number(fraction.slice(0, 6).padEnd(6, '0'));
  return { days, micros, zone: zone === '' ? undefined : zone };
}

/** The instant of text, in microseconds; where it names no zone, or no day, it is of `zone` and today. */
export function parseTimestamp(text: string, zone: Zone): bigint | undefined {
  const parts = timestampParts(text);
  if (parts === undefined) return undefined;
  const own = parts.zone === undefined ? zone : findZone(parts.zone);
  if (own === undefined) return undefined;
  const local = (parts.days ?? today(own)) * 86_400 + Math.floor(parts.micros / 1_000_000);
  return joinMicros(own.toUtc(local), parts.micros % 1_000_000);
}

/** The local time of text, in microseconds; a zone in it is checked and left out. */
export function parseTimestampNtz(text: string): bigint | undefined {
  const parts = timestampParts(text);
  if (parts?.days === undefined || (parts.zone !== undefined && findZone(parts.zone) === undefined)) return undefined;
  return joinMicros(parts.days * 86_400, 0) + BigInt(parts.micros);
}

/** The day in a zone, now. */
export function today(zone: Zone, milliseconds = Date.now()): number {
  const seconds = Math.floor(milliseconds / 1000);
  return Math.floor((seconds + zone.offsetAt(seconds)) / 86_400);
}

/** `now`, `today`, `epoch` and their neighbours, which Spark takes for dates and timestamps; undefined for other words. */
export function specialTime(text: string, zone: Zone): bigint | undefined {
  const word = trimAll(text).toLowerCase();
  const midnight = (days: number): bigint => joinMicros(zone.toUtc(days * 86_400), 0);
  switch (word) {
    case 'epoch':
      return 0n;
    case 'now':
      return BigInt(Date.now()) * 1000n;
    case 'today':
      return midnight(today(zone));
    case 'tomorrow':
      return midnight(today(zone) + 1);
    case 'yesterday':
      return midnight(today(zone) - 1);
    default:
      return undefined;
  }
}
