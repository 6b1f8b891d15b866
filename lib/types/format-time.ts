/** Days from 1970 as Spark prints a date: 2024-01-31, +12345-01-01. */
export const formatDate = (days: number): string => dayText(new Date(days * 86_400_000));

/** Microseconds from 1970 as Spark prints a timestamp in a time zone: 2024-01-31 10:00:00.5. */
export function formatTimestamp(micros: bigint, zone: string): string {
  const { day, time, fraction } = wallClock(micros, zone);
  const digits = String(fraction).padStart(6, '0').replace(/0+$/, '');
  return `${day} ${time}${digits === '' ? '' : `.${digits}`}`;
}

/** What a clock in a time zone shows: the day, the time to the second, and the microseconds of the second. */
export function wallClock(micros: bigint, zone: string): { day: string; time: string; fraction: number } {
  const fraction = Number(((micros % 1_000_000n) + 1_000_000n) % 1_000_000n);
  const instant = Number((micros - BigInt(fraction)) / 1000n);
  const there = new Date(instant + offsetAt(instant, zone));
  return { day: dayText(there), time: there.toISOString().split('T')[1]!.slice(0, 8), fraction };
}

/** How many milliseconds a zone is ahead of UTC at an instant. */
export function offsetAt(instant: number, zone: string): number {
  if (zone === 'UTC' || zone === 'Z') return 0;
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(new Date(instant))
      .map((p) => [p.type, p.value]),
  );
  const year = Number(parts['year']) * (parts['era'] === 'BC' ? -1 : 1) + (parts['era'] === 'BC' ? 1 : 0);
  const shown = new Date(0);
  shown.setUTCFullYear(year, Number(parts['month']) - 1, Number(parts['day']));
  shown.setUTCHours(Number(parts['hour']), Number(parts['minute']), Number(parts['second']));
  return shown.getTime() - instant;
}

function dayText(at: Date): string {
  const [day] = at.toISOString().split('T') as [string];
  const [, sign, year, rest] = /^([+-]?)(\d+)(-.*)$/.exec(day)! as unknown as [string, string, string, string];
  return `${sign}${String(Number(year)).padStart(4, '0')}${rest}`;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (format === undefined) {
    const numeric = {
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
      era: 'short',
    } as const;
    formats.set(zone, (format = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', ...numeric })));
  }
  return format;
}
