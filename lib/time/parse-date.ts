import { validDays } from './calendar.js';
import { trimAll } from './trim-all.js';

const DATE = /^([+-]?\d{4,7})(?:-(\d{1,2})(?:-(\d{1,2})(?:[ T][^]*)?)?)?$/;

/** The days from 1970 of a date as Spark's cast takes it: `2024`, `2024-3`, `2024-03-01`, `2024-03-01T…`; undefined for other text. */
export function parseDate(text: string): number | undefined {
  const found = DATE.exec(trimAll(text));
  if (found === null) return undefined;
  return validDays(Number(found[1]), Number(found[2] ?? 1), Number(found[3] ?? 1));
}
