const DAY_NANOS = 86_400_000_000_000n;

/** A day, counted from 1970-01-01, as `java.time.LocalDate` prints it: beyond year 9999 with +, before year 0 with -. */
export function dateText(day: bigint): string {
  const [year, month, date] = civil(day);
  const digits = (year < 0n ? -year : year).toString().padStart(4, '0');
  const sign = year < 0n ? '-' : year > 9999n ? '+' : '';
  return `${sign}${digits}-${two(month)}-${two(date)}`;
}

/** Nanoseconds from 1970 as `java.time.Instant` prints them. */
export function instantText(nanos: bigint): string {
  const [day, rest] = floorDivided(nanos, DAY_NANOS);
  return `${dateText(day)}T${clockText(rest, true)}Z`;
}

/** Nanoseconds from 1970 as `java.time.LocalDateTime` prints them: without seconds where they are zero. */
export function localDateTimeText(nanos: bigint): string {
  const [day, rest] = floorDivided(nanos, DAY_NANOS);
  return `${dateText(day)}T${clockText(rest, false)}`;
}

/** Nanoseconds from midnight as `java.time.LocalTime` prints them. */
export const localTimeText = (nanos: bigint): string => clockText(nanos, false);

function clockText(nanos: bigint, withSeconds: boolean): string {
  const seconds = nanos / 1_000_000_000n;
  const fraction = nanos % 1_000_000_000n;
  const minutes = `${two(seconds / 3600n)}:${two((seconds / 60n) % 60n)}`;
  if (!withSeconds && seconds % 60n === 0n && fraction === 0n) return minutes;
  return `${minutes}:${two(seconds % 60n)}${fractionText(fraction)}`;
}

/** A fraction of a second in 0, 3, 6 or 9 digits. */
function fractionText(nanos: bigint): string {
  if (nanos === 0n) return '';
  const digits = nanos.toString().padStart(9, '0');
  return `.${digits.replace(/(000){1,2}$/, '')}`;
}

/** Year, month and day of a day, in the proleptic Gregorian calendar: eras of 400 years that begin in March. */
function civil(day: bigint): [year: bigint, month: bigint, date: bigint] {
  const [era, dayOfEra] = floorDivided(day + 719_468n, 146_097n);
  const yearOfEra = (dayOfEra - dayOfEra / 1460n + dayOfEra / 36_524n - dayOfEra / 146_096n) / 365n;
  const dayOfYear = dayOfEra - (365n * yearOfEra + yearOfEra / 4n - yearOfEra / 100n);
  const march = (5n * dayOfYear + 2n) / 153n;
  const month = march < 10n ? march + 3n : march - 9n;
  return [yearOfEra + era * 400n + (month <= 2n ? 1n : 0n), month, dayOfYear - (153n * march + 2n) / 5n + 1n];
}

function floorDivided(value: bigint, by: bigint): [quotient: bigint, rest: bigint] {
  const rest = ((value % by) + by) % by;
  return [(value - rest) / by, rest];
}

const two = (value: bigint): string => value.toString().padStart(2, '0');
