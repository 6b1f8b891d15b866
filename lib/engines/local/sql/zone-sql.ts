import { icuName } from '#lib/time/named-zone.js';
import { zoneOf } from '#lib/time/zone.js';

/** DuckDB's name of a session's time zone; of a fixed offset that has none it is UTC, and the SQL adds the offset. */
export const duckdbZone = (id: string): string => (zoneOf(id).fixed === undefined ? icuName(id) : 'UTC');

/** The time that the session's clocks show at an instant, as a TIMESTAMP. */
export function localSql(instant: string, id: string): string {
  const { fixed } = zoneOf(id);
  if (fixed === undefined || fixed === 0) return `CAST(${instant} AS TIMESTAMP)`;
  return `make_timestamp(epoch_us(${instant}) + ${fixed * 1_000_000})`;
}

/** The instant of a time in a zone of one offset; undefined where the zone's offsets change. */
export function instantSql(local: string, id: string): string | undefined {
  const { fixed } = zoneOf(id);
  if (fixed === undefined) return undefined;
  const utc = fixed === 0 ? local : `make_timestamp(epoch_us(${local}) - ${fixed * 1_000_000})`;
  return `CAST(${utc} AS TIMESTAMPTZ)`;
}
