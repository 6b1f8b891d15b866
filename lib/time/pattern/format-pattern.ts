import { civilOf, dayOfYear, isoWeekday } from '../calendar.js';
import type { Civil } from '../calendar.js';
import { splitMicros } from '../micros.js';
import { icuName } from '../named-zone.js';
import type { Zone } from '../zone.js';
import { MONTHS, QUARTERS, WEEKDAYS, short } from './names.js';
import { patternItems, type PatternItem } from './pattern-items.js';

/** A moment as a pattern sees it. */
interface Moment extends Civil {
  readonly days: number;
  /** Of the day. */
  readonly seconds: number;
  readonly micros: number;
  readonly instant: number;
  readonly offset: number;
  readonly zone: Zone;
}
type Writer = (at: Moment) => string;

const compiled = new Map<string, (micros: bigint, zone: Zone) => string>();

/** Makes what writes an instant by a pattern, in a zone: `yyyy-MM-dd HH:mm:ss`. Throws for a pattern that is none. */
export function formatPattern(pattern: string): (micros: bigint, zone: Zone) => string {
  let format = compiled.get(pattern);
  if (format === undefined) {
    const writers = writersOf(patternItems(pattern));
    format = (micros, zone) => {
      const at = momentOf(micros, zone);
      let text = '';
      for (const write of writers) text += write(at);
      return text;
    };
    compiled.set(pattern, format);
  }
  return format;
}

function writersOf(items: readonly PatternItem[]): Writer[] {
  const withEra = items.some((item) => item.kind === 'field' && item.letter === 'G');
  return items.flatMap((item): Writer[] => {
    if (item.kind === 'text') return [() => item.text];
    return item.kind === 'optional' ? writersOf(item.items) : [fieldWriter(item.letter, item.count, withEra)];
  });
}

function momentOf(micros: bigint, zone: Zone): Moment {
  const [instant, fraction] = splitMicros(micros);
  const offset = zone.offsetAt(instant);
  const local = instant + offset;
  const days = Math.floor(local / 86_400);
  return { ...civilOf(days), days, seconds: local - days * 86_400, micros: fraction, instant, offset, zone };
}

const padded = (value: number, width: number): string =>
  value < 0 ? `-${String(-value).padStart(width, '0')}` : String(value).padStart(width, '0');

function fieldWriter(letter: string, count: number, withEra: boolean): Writer {
  const number =
    (value: (at: Moment) => number): Writer =>
    (at) =>
      padded(value(at), count);
  const hour = (at: Moment): number => Math.floor(at.seconds / 3600);
  const quarter = (at: Moment): number => Math.ceil(at.month / 3);
  const named = (value: (at: Moment) => number, shorter: (place: number) => string, longer: readonly string[]): Writer =>
    count < 3 ? number((at) => value(at)) : count === 3 ? (at) => shorter(value(at) - 1) : (at) => longer[value(at) - 1]!;
  switch (letter) {
    case 'G':
      return (at) => (count < 4 ? (at.year > 0 ? 'AD' : 'BC') : at.year > 0 ? 'Anno Domini' : 'Before Christ');
    case 'y':
      return yearWriter(count, withEra);
    case 'M':
    case 'L':
      return named(
        (at) => at.month,
        (place) => short(MONTHS[place]!),
        MONTHS,
      );
    case 'd':
      return number((at) => at.day);
    case 'D':
      return number((at) => dayOfYear(at.days));
    case 'E':
      return (at) => (count < 4 ? short(WEEKDAYS[isoWeekday(at.days) - 1]!) : WEEKDAYS[isoWeekday(at.days) - 1]!);
    case 'F':
      return number((at) => ((at.day - 1) % 7) + 1);
    case 'a':
      return (at) => (hour(at) < 12 ? 'AM' : 'PM');
    case 'h':
      return number((at) => ((hour(at) + 11) % 12) + 1);
    case 'K':
      return number((at) => hour(at) % 12);
    case 'H':
      return number(hour);
    case 'k':
      return number((at) => hour(at) || 24);
    case 'm':
      return number((at) => Math.floor(at.seconds / 60) % 60);
    case 's':
      return number((at) => at.seconds % 60);
    case 'S':
      return (at) => `${padded(at.micros, 6)}000`.slice(0, count);
    case 'Q':
    case 'q':
      return named(quarter, (place) => `Q${place + 1}`, QUARTERS);
    case 'V':
      return (at) => at.zone.id;
    case 'z':
      return zoneName(count);
    default:
      return offsetWriter(letter, count);
  }
}

function yearWriter(count: number, withEra: boolean): Writer {
  const yearOf = (at: Moment): number => (withEra && at.year <= 0 ? 1 - at.year : at.year);
  if (count === 2) return (at) => padded(((yearOf(at) % 100) + 100) % 100, 2);
  return (at) => {
    const year = yearOf(at);
    // a year with more digits than the pattern carries its sign
    return `${count >= 4 && year >= 10 ** count ? '+' : ''}${padded(year, count)}`;
  };
}

const zoneNames = new Map<string, Intl.DateTimeFormat>();

function zoneName(count: number): Writer {
  const style = count < 4 ? 'short' : 'long';
  return ({ zone, instant }) => {
    if (zone.fixed !== undefined) return zone.fixed === 0 && style === 'long' ? 'Coordinated Universal Time' : zone.id;
    const key = `${style} ${zone.id}`;
    let format = zoneNames.get(key);
    if (format === undefined)
      zoneNames.set(key, (format = new Intl.DateTimeFormat('en-US', { timeZone: icuName(zone.id), timeZoneName: style })));
    return format.formatToParts(instant * 1000).find((part) => part.type === 'timeZoneName')!.value;
  };
}

/** `+01`, `+0130`, `+01:30`, `GMT+1` by letter and count. */
function offsetWriter(letter: string, count: number): Writer {
  const gmt = letter === 'O' || (letter === 'Z' && count === 4);
  return ({ offset }) => {
    if (offset === 0 && gmt) return 'GMT';
    if (offset === 0 && (letter === 'X' || (letter === 'Z' && count === 5))) return 'Z';
    const size = Math.abs(offset);
    const [h, m, s] = [Math.floor(size / 3600), Math.floor(size / 60) % 60, size % 60];
    const sign = offset < 0 ? '-' : '+';
    if (letter === 'O' && count === 1)
      return `GMT${sign}${h}${m === 0 && s === 0 ? '' : `:${padded(m, 2)}`}${s === 0 ? '' : `:${padded(s, 2)}`}`;
    if (gmt) return `GMT${sign}${padded(h, 2)}:${padded(m, 2)}${s === 0 ? '' : `:${padded(s, 2)}`}`;
    const colon = letter === 'Z' ? (count === 5 ? ':' : '') : count === 3 || count === 5 ? ':' : '';
    const minutes = count === 1 && letter !== 'Z' && m === 0 ? '' : `${colon}${padded(m, 2)}`;
    const seconds = s !== 0 && (letter === 'Z' ? count === 5 : count >= 4) ? `${colon}${padded(s, 2)}` : '';
    return `${sign}${padded(h, 2)}${minutes}${seconds}`;
  };
}
