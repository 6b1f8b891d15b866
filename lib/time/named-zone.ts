import { daysOf } from './calendar.js';
import type { Zone } from './zone.js';

/** Names that Java knows as short ids; ICU does not know all of them. */
const SHORT: Readonly<Record<string, string>> = {
  ACT: 'Australia/Darwin',
  AET: 'Australia/Sydney',
  AGT: 'America/Argentina/Buenos_Aires',
  ART: 'Africa/Cairo',
  AST: 'America/Anchorage',
  BET: 'America/Sao_Paulo',
  BST: 'Asia/Dhaka',
  CAT: 'Africa/Harare',
  CNT: 'America/St_Johns',
  CST: 'America/Chicago',
  CTT: 'Asia/Shanghai',
  EAT: 'Africa/Addis_Ababa',
  ECT: 'Europe/Paris',
  IET: 'America/Indiana/Indianapolis',
  IST: 'Asia/Kolkata',
  JST: 'Asia/Tokyo',
  MIT: 'Pacific/Apia',
  NET: 'Asia/Yerevan',
  NST: 'Pacific/Auckland',
  PLT: 'Asia/Karachi',
  PNT: 'America/Phoenix',
  PRT: 'America/Puerto_Rico',
  PST: 'America/Los_Angeles',
  SST: 'Pacific/Guadalcanal',
  VST: 'Asia/Ho_Chi_Minh',
};

/** The name by which ICU knows a zone. */
export const icuName = (id: string): string => SHORT[id] ?? id;

/** A year's changes of offset: from `at[i]` (seconds of UTC) on it is `offset[i]`; the first is the year's begin. */
interface Year {
  readonly at: readonly number[];
  readonly offsets: readonly number[];
}
const STEP = 15 * 86_400;

/** A zone of the tz database, whose rules come from ICU a year at a time; undefined for a name that it lacks. */
export function namedZone(id: string): Zone | undefined {
  // an offset that is not Java's spelling of one is no name either
  if (!/^[A-Za-z]/.test(id)) return undefined;
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US', { ...PARTS, timeZone: icuName(id) });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
  const years = new Map<number, Year>();
  const rulesOf = (seconds: number): Year => {
    const year = Math.floor(seconds / 31_556_952);
    let rules = years.get(year);
    if (rules === undefined) years.set(year, (rules = readRules(format, year * 31_556_952, (year + 1) * 31_556_952)));
    return rules;
  };
  const offsetAt = (seconds: number): number => {
    const { at, offsets } = rulesOf(seconds);
    let i = at.length - 1;
    while (i > 0 && at[i]! > seconds) i--;
    return offsets[i]!;
  };
  const toUtc = (local: number): number => {
    const before = offsetAt(local - 86_400);
    const after = offsetAt(local + 86_400);
    if (before === after) return offsetAt(local - before) === before ? local - before : ambiguous(local, before, offsetAt);
    // of two instants the earlier one; in a gap the offset of before it
    return offsetAt(local - before) === before || offsetAt(local - after) !== after ? local - before : local - after;
  };
  return { id, offsetAt, toUtc };
}

/** Two changes within a day of the time: the offset is looked for among those around. */
function ambiguous(local: number, around: number, offsetAt: (seconds: number) => number): number {
  const offset = offsetAt(local - around);
  return offsetAt(local - offset) === offset ? local - offset : local - around;
}

function readRules(format: Intl.DateTimeFormat, from: number, to: number): Year {
  const at = [from];
  const offsets = [offsetOf(format, from)];
  for (let start = from; start < to; start += STEP) {
    let low = start;
    let high = Math.min(start + STEP, to);
    const last = offsetOf(format, high);
    if (last === offsets.at(-1)) continue;
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (offsetOf(format, middle) === last) high = middle;
      else low = middle;
    }
    at.push(high);
    offsets.push(last);
  }
  return { at, offsets };
}

const PARTS = {
  calendar: 'gregory',
  numberingSystem: 'latn',
  hourCycle: 'h23',
  era: 'short',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
  second: 'numeric',
} as const;

/** ICU switches to the Julian calendar before this instant, which Intl shows; local mean time holds there. */
const FIRST = Date.UTC(1800, 0, 1) / 1000;
/** A Date goes no further. */
const LAST = 8.64e12;

function offsetOf(format: Intl.DateTimeFormat, seconds: number): number {
  const instant = Math.min(Math.max(seconds, FIRST), LAST);
  const part: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(instant * 1000)) part[type] = Number(value);
  const local =
    daysOf(part['year']!, part['month']!, part['day']!) * 86_400 + part['hour']! * 3600 + part['minute']! * 60 + part['second']!;
  return local - instant;
}
