import { ExecutionError } from '#lib/errors.js';
import type { KernelMaker } from '#lib/plan/kernel.js';
import { addInterval } from '#lib/time/add-interval.js';
import { addMonths } from '#lib/time/calendar.js';
import { DAY_MICROS } from '#lib/time/micros.js';
import { UTC, zoneOf, type Zone } from '#lib/time/zone.js';
import { MOST_ELEMENTS, tooLong } from './array-limit.js';

/** Dates from one to another, both included, by a step of months or of whole days; a day where none is given. */
export const dateSequence: KernelMaker = ([, , step]) => {
  if (step?.kind === 'year_month_interval')
    return (start: number, stop: number, months: number) => walked(start, stop, Math.sign(months), (i) => addMonths(start, i * months));
  return (start: number, stop: number, micros = start <= stop ? DAY_MICROS : -DAY_MICROS) => {
    if (micros % DAY_MICROS !== 0n)
      throw new ExecutionError(
        '_LEGACY_ERROR_TEMP_3242',
        `The step of a sequence() of dates must be whole days; got ${micros} microseconds`,
      );
    const days = Number(micros / DAY_MICROS);
    return walked(start, stop, Math.sign(days), (i) => start + i * days);
  };
};

/** Timestamps from one to another, both included, by a step of months or of microseconds; a day where none is given. Months are of the zone's calendar. */
export const timestampSequence: KernelMaker = ([type, , step], _, { timeZone }) => {
  const zone: Zone = type!.kind === 'timestamp' ? zoneOf(timeZone) : UTC;
  if (step?.kind === 'year_month_interval')
    return (start: bigint, stop: bigint, months: number) =>
      walked(start, stop, Math.sign(months), (i) => addInterval(start, i * months, 0, 0n, zone));
  return (start: bigint, stop: bigint, micros = start <= stop ? DAY_MICROS : -DAY_MICROS) =>
    walked(start, stop, micros > 0n ? 1 : micros < 0n ? -1 : 0, (i) => start + BigInt(i) * micros);
};

/** The values that `at` gives for 0, 1, … as long as they do not pass the end. */
function walked<T extends number | bigint>(start: T, stop: T, direction: number, at: (i: number) => T): T[] {
  if (start === stop) return [start];
  if (direction === 0 || direction > 0 !== start < stop)
    throw new ExecutionError('INVALID_PARAMETER_VALUE', `The step of sequence() must lead from ${start} to ${stop}`, { sqlState: '22023' });
  const values: T[] = [];
  for (let i = 0; ; i++) {
    const value = at(i);
    if (direction > 0 ? value > stop : value < stop) return values;
    if (values.push(value) > MOST_ELEMENTS) throw tooLong('sequence', values.length);
  }
}
