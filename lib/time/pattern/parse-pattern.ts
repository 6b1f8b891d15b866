import { daysOf, isLeap, validDays } from '../calendar.js';
import { findZone } from '../zone.js';
import type { Zone } from '../zone.js';
import { MONTHS, short } from './names.js';
import { patternItems, unrecognized, type PatternItem } from './pattern-items.js';

/** What text says by a pattern: days from 1970, microseconds of the day, and the zone where the pattern has one. */
export interface Parsed {
  readonly days: number;
  readonly micros: number;
  readonly zone: Zone | undefined;
}

/** The values of the letters that were read so far, and how far the text was read. */
interface State {
  at: number;
  fields: Record<string, number>;
  zone: Zone | undefined;
}
type Reader = (text: string, state: State) => boolean;

const compiled = new Map<string, (text: string) => Parsed | undefined>();

/** Makes what reads text by a pattern; undefined for text that does not fit it, or days that there are not. Throws for a pattern that is none. */
export function parsePattern(pattern: string): (text: string) => Parsed | undefined {
  let parse = compiled.get(pattern);
  if (parse === undefined) {
    const read = sequence(readersOf(patternItems(pattern), pattern));
    parse = (text) => {
      const state: State = { at: 0, fields: {}, zone: undefined };
      return read(text, state) && state.at === text.length ? resolved(state) : undefined;
    };
    compiled.set(pattern, parse);
  }
  return parse;
}

const sequence =
  (readers: readonly Reader[]): Reader =>
  (text, state) =>
    readers.every((read) => read(text, state));

function readersOf(items: readonly PatternItem[], pattern: string): Reader[] {
  return items.map((item, i): Reader => {
    if (item.kind === 'text') return literal(item.text);
    if (item.kind === 'optional') return optional(sequence(readersOf(item.items, pattern)));
    return fieldReader(item.letter, item.count, digitsAfter(items.slice(i + 1)), pattern);
  });
}

/** The digits that fields right behind take for sure: a number of open width leaves them. */
function digitsAfter(items: readonly PatternItem[]): number {
  let digits = 0;
  for (const item of items) {
    if (item.kind !== 'field' || !'yMdDhHkKmsL'.includes(item.letter) || item.count < 2 || ('ML'.includes(item.letter) && item.count > 2))
      break;
    digits += item.count;
  }
  return digits;
}

const literal =
  (expected: string): Reader =>
  (text, state) => {
    if (text.slice(state.at, state.at + expected.length).toLowerCase() !== expected.toLowerCase()) return false;
    state.at += expected.length;
    return true;
  };

const optional =
  (read: Reader): Reader =>
  (text, state) => {
    const before = { ...state, fields: { ...state.fields } };
    if (!read(text, state)) Object.assign(state, before);
    return true;
  };

/** Reads what a sticky regular expression finds; `take` says whether it is a value. */
function matched(found: RegExp, take: (match: RegExpExecArray, state: State) => boolean): Reader {
  const sticky = new RegExp(found, 'iy');
  return (text, state) => {
    sticky.lastIndex = state.at;
    const match = sticky.exec(text);
    if (match === null || !take(match, state)) return false;
    state.at += match[0].length;
    return true;
  };
}

function number(letter: string, min: number, max: number, reserved: number): Reader {
  return (text, state) => {
    let end = state.at;
    while (end < text.length && end - state.at < max + reserved && text[end]! >= '0' && text[end]! <= '9') end++;
    const length = Math.min(max, end - state.at - reserved);
    if (length < min) return false;
    return set(state, letter, Number(text.slice(state.at, (state.at += length))));
  };
}

/** Two letters may say the same: then they must agree. */
function set(state: State, letter: string, value: number): boolean {
  if (state.fields[letter] !== undefined && state.fields[letter] !== value) return false;
  state.fields[letter] = value;
  return true;
}

const named = (letter: string, names: readonly string[]): Reader =>
  matched(new RegExp([...names].sort((a, b) => b.length - a.length).join('|')), ([name], state) =>
    set(
      state,
      letter,
      names.findIndex((n) => n.toLowerCase() === name.toLowerCase()),
    ),
  );

function fieldReader(letter: string, count: number, reserved: number, pattern: string): Reader {
  switch (letter) {
    case 'G':
      return named('G', count < 4 ? ['BC', 'AD'] : ['Before Christ', 'Anno Domini']);
    case 'y':
      return yearReader(count, reserved);
    case 'M':
    case 'L':
      if (count < 3) return number('M', count === 1 ? 1 : 2, count === 1 ? 19 : 2, count === 1 ? reserved : 0);
      return matched(new RegExp((count === 3 ? MONTHS.map(short) : MONTHS).join('|')), ([name], state) =>
        set(state, 'M', MONTHS.findIndex((m) => m.toLowerCase().startsWith(name.toLowerCase())) + 1),
      );
    case 'D':
      return number('D', count, 3, 0);
    case 'd':
    case 'h':
    case 'H':
    case 'k':
    case 'K':
    case 'm':
    case 's':
      return number(letter, count === 1 ? 1 : 2, count === 1 ? 19 : 2, count === 1 ? reserved : 0);
    case 'S':
      return matched(new RegExp(`\\d{1,${count}}`), ([digits], state) => set(state, 'S', Number(digits.slice(0, 6).padEnd(6, '0'))));
    case 'a':
      return named('a', ['AM', 'PM']);
    case 'V':
    case 'z':
      return matched(/[A-Za-z][\w/+\-:]*|[+-][\d:]+/, ([id], state) => (state.zone = findZone(id)) !== undefined);
    case 'O':
      return matched(/GMT(?:[+-]\d{1,2}(?::\d{2}){0,2})?/, ([id], state) => (state.zone = findZone(id)) !== undefined);
    case 'X':
    case 'x':
    case 'Z':
      return offsetReader(letter, count);
    default:
      // E, F, Q and q write, but do not read
      return unrecognized(pattern);
  }
}

function yearReader(count: number, reserved: number): Reader {
  if (count === 2) return matched(/\d{2}/, ([digits], state) => set(state, 'y', 2000 + Number(digits)));
  if (reserved > 0) return number('y', count, count < 4 ? 19 : count, reserved);
  return matched(
    new RegExp(count < 4 ? `[+-]?\\d{${count},9}` : `\\d{${count}}(?!\\d)|[+]\\d{${count + 1},9}|-\\d{${count},9}`),
    ([digits], state) => set(state, 'y', Number(digits)),
  );
}

function offsetReader(letter: string, count: number): Reader {
  const zero = letter === 'X' || (letter === 'Z' && count === 5) ? 'Z|' : '';
  const shape =
    letter === 'Z'
      ? ['[+-]\\d{4}', '[+-]\\d{4}', '[+-]\\d{4}', 'GMT(?:[+-]\\d{2}:\\d{2}(?::\\d{2})?)?', '[+-]\\d{2}:\\d{2}(?::\\d{2})?']
      : ['[+-]\\d{2}(?:\\d{2})?', '[+-]\\d{4}', '[+-]\\d{2}:\\d{2}', '[+-]\\d{4}(?:\\d{2})?', '[+-]\\d{2}:\\d{2}(?::\\d{2})?'];
  return matched(new RegExp(`${zero}${shape[count - 1]!}`), ([id], state) => (state.zone = findZone(id.toUpperCase())) !== undefined);
}

/** The fields as a day and a time of it; what is missing is the first of its kind, and 1970. */
function resolved({ fields: f, zone }: State): Parsed | undefined {
  const micros = microsOf(f);
  const days = daysFrom(f);
  return micros === undefined || days === undefined ? undefined : { days, micros, zone };
}

function daysFrom(f: Record<string, number>): number | undefined {
  let year = f['y'] ?? 1970;
  if (f['G'] !== undefined) {
    if (year < 1) return undefined;
    if (f['G'] === 0) year = 1 - year;
  }
  if (f['D'] === undefined) return validDays(year, f['M'] ?? 1, f['d'] ?? 1);
  if (f['D'] < 1 || f['D'] > (isLeap(year) ? 366 : 365)) return undefined;
  const days = daysOf(year, 1, 1) + f['D'] - 1;
  const agrees = (f['M'] === undefined && f['d'] === undefined) || validDays(year, f['M'] ?? 1, f['d'] ?? 1) === days;
  return agrees ? days : undefined;
}

function microsOf(f: Record<string, number>): number | undefined {
  const hour = hourOf(f);
  const [minute, second] = [f['m'] ?? 0, f['s'] ?? 0];
  if (hour === undefined || minute > 59 || second > 59) return undefined;
  return (hour * 3600 + minute * 60 + second) * 1_000_000 + (f['S'] ?? 0);
}

function hourOf(f: Record<string, number>): number | undefined {
  if (f['H'] !== undefined) return f['H'] <= 23 ? f['H'] : undefined;
  if (f['k'] !== undefined) return f['k'] >= 1 && f['k'] <= 24 ? f['k'] % 24 : undefined;
  const half = (f['a'] ?? 0) * 12;
  if (f['h'] !== undefined) return f['h'] >= 1 && f['h'] <= 12 ? (f['h'] % 12) + half : undefined;
  if (f['K'] !== undefined) return f['K'] <= 11 ? f['K'] + half : undefined;
  return half;
}
