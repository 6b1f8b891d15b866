/** A calendar interval: months, days and microseconds that stand side by side, since months and days differ in length. */
export class CalendarInterval {
  readonly months: number;
  readonly days: number;
  readonly microseconds: bigint;

  constructor(months: number, days: number, microseconds: bigint | number) {
    this.months = months;
    this.days = days;
    this.microseconds = BigInt(microseconds);
    Object.freeze(this);
  }

  /** As Spark prints it: `1 years 2 months 3 days 4.5 seconds`, `0 seconds` where all are zero. */
  toString(): string {
    const { months, days, microseconds } = this;
    const seconds = microseconds % 60_000_000n;
    const parts = [
      unit(Math.trunc(months / 12), 'years'),
      unit(months % 12, 'months'),
      unit(days, 'days'),
      unit(microseconds / 3_600_000_000n, 'hours'),
      unit((microseconds / 60_000_000n) % 60n, 'minutes'),
      seconds === 0n ? '' : `${secondsText(seconds)} seconds`,
    ].filter((part) => part !== '');
    return parts.length === 0 ? '0 seconds' : parts.join(' ');
  }
}

const unit = (value: number | bigint, name: string): string => (Number(value) === 0 ? '' : `${value} ${name}`);

function secondsText(microseconds: bigint): string {
  const size = microseconds < 0n ? -microseconds : microseconds;
  const fraction = String(size % 1_000_000n)
    .padStart(6, '0')
    .replace(/0+$/, '');
  return `${microseconds < 0n ? '-' : ''}${size / 1_000_000n}${fraction && `.${fraction}`}`;
}
