/** Microseconds as Spark prints a day-time interval: INTERVAL '1 02:03:04.5' DAY TO SECOND. */
export function formatDayTime(micros: bigint): string {
  const size = micros < 0n ? -micros : micros;
  const two = (n: bigint): string => String(n).padStart(2, '0');
  const seconds = size / 1_000_000n;
  const fraction = String(size % 1_000_000n)
    .padStart(6, '0')
    .replace(/0+$/, '');
  const time = `${two((seconds / 3600n) % 24n)}:${two((seconds / 60n) % 60n)}:${two(seconds % 60n)}${fraction === '' ? '' : `.${fraction}`}`;
  return `INTERVAL '${micros < 0n ? '-' : ''}${seconds / 86_400n} ${time}' DAY TO SECOND`;
}

/** Months as Spark prints a year-month interval: INTERVAL '1-2' YEAR TO MONTH. */
export function formatYearMonth(months: number): string {
  const size = Math.abs(months);
  return `INTERVAL '${months < 0 ? '-' : ''}${Math.floor(size / 12)}-${size % 12}' YEAR TO MONTH`;
}
