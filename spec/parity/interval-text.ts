const HOUR = 3_600_000_000n;
const MINUTE = 60_000_000n;

/** Months as `java.time.Period` prints them: P1Y1M, P-2M, P0D. */
export function periodText(months: bigint): string {
  const parts = [unit(months / 12n, 'Y'), unit(months % 12n, 'M')].join('');
  return parts === '' ? 'P0D' : `P${parts}`;
}

/** Microseconds as `java.time.Duration` prints them: PT36H30M1.001001S, PT-0.5S, PT0S. */
export function durationText(micros: bigint): string {
  const seconds = micros % MINUTE;
  const parts = [unit(micros / HOUR, 'H'), unit((micros % HOUR) / MINUTE, 'M'), seconds === 0n ? '' : `${secondsText(seconds)}S`].join('');
  return parts === '' ? 'PT0S' : `PT${parts}`;
}

/** A calendar interval as Spark prints it: `1 years 2 months 3 days 1.5 seconds`. */
export function calendarIntervalText(months: bigint, days: bigint, micros: bigint): string {
  const seconds = micros % MINUTE;
  const parts = [
    unit(months / 12n, ' years'),
    unit(months % 12n, ' months'),
    unit(days, ' days'),
    unit(micros / HOUR, ' hours'),
    unit((micros % HOUR) / MINUTE, ' minutes'),
    seconds === 0n ? '' : `${secondsText(seconds)} seconds`,
  ].filter((part) => part !== '');
  return parts.length === 0 ? '0 seconds' : parts.join(' ');
}

const unit = (value: bigint, name: string): string => (value === 0n ? '' : `${value}${name}`);

function secondsText(micros: bigint): string {
  const size = micros < 0n ? -micros : micros;
  const fraction = (size % 1_000_000n).toString().padStart(6, '0').replace(/0+$/, '');
  return `${micros < 0n ? '-' : ''}${size / 1_000_000n}${fraction === '' ? '' : `.${fraction}`}`;
}
