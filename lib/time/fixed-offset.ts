/** Names of zones that Java reads as fixed offsets, in hours. */
const FIXED_NAMES: Readonly<Record<string, number>> = { Z: 0, UTC: 0, GMT: 0, UT: 0, EST: -5, MST: -7, HST: -10 };

/** Seconds ahead of UTC of an offset as Spark reads it: `+2`, `+02:30`, `-0800`, `UTC+1`, `GMT-03:00`, `Z`; undefined for other text. */
export function fixedOffset(id: string): number | undefined {
  if (Object.hasOwn(FIXED_NAMES, id)) return FIXED_NAMES[id]! * 3600;
  const found = /^(?:UTC|GMT|UT)?([+-])(?:(\d{1,2})(?::(\d{1,2})(?::(\d{2}))?)?|(\d{2})(\d{2})(\d{2})?)$/.exec(id);
  if (found === null) return undefined;
  const [hours, minutes, seconds] = [found[2] ?? found[5], found[3] ?? found[6] ?? 0, found[4] ?? found[7] ?? 0].map(Number) as [
    number,
    number,
    number,
  ];
  const size = hours * 3600 + minutes * 60 + seconds;
  if (minutes > 59 || seconds > 59 || size > 18 * 3600) return undefined;
  return found[1] === '-' ? -size : size;
}
