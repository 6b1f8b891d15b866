import { trimAll } from './trim-all.js';

const TIME = /^(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{0,9}))?)?(?: *([AP]M))?$/i;

/** The microseconds of a time of day: `9:30`, `09:30:00.5`, `9:30 PM`; digits beyond the sixth are cut. Undefined for other text. */
export function parseTime(text: string): number | undefined {
  const found = TIME.exec(trimAll(text));
  if (found === null) return undefined;
  const [, h, minute, second = '0', fraction = '', half] = found;
  let hour = Number(h);
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return undefined;
    hour = (hour % 12) + (half.toUpperCase() === 'PM' ? 12 : 0);
  }
  if (hour > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  return (hour * 3600 + Number(minute) * 60 + Number(second)) * 1_000_000 + Number(fraction.slice(0, 6).padEnd(6, '0'));
}
