import { AnalysisError } from '#lib/errors.js';
import { fixedOffset } from './fixed-offset.js';
import { namedZone } from './named-zone.js';

/** A time zone. Seconds are counted from 1970: of UTC, or as the zone's clocks show them (local). */
export interface Zone {
  readonly id: string;
  /** Seconds that the zone's clocks are ahead of UTC at an instant. */
  offsetAt(seconds: number): number;
  /** The instant at which clocks show a local time: in a gap the time later by the gap, of two the earlier. */
  toUtc(local: number): number;
  /** The offset if it is the same at all times. */
  readonly fixed?: number;
}

const zones = new Map<string, Zone | undefined>();

/** The zone of a name (`Europe/Berlin`, `PST`) or of an offset (`+02:00`, `UTC+1`, `Z`); undefined where there is none. */
export function findZone(id: string): Zone | undefined {
  if (!zones.has(id)) {
    const offset = fixedOffset(id);
    zones.set(id, offset === undefined ? namedZone(id) : fixedZone(id, offset));
  }
  return zones.get(id);
}

/** As `findZone`; throws where there is none. */
export function zoneOf(id: string): Zone {
  const zone = findZone(id);
  if (zone !== undefined) return zone;
  throw new AnalysisError(
    'INVALID_TIMEZONE',
    `The timezone: ${id} is invalid. The timezone must be either a region-based zone ID such as 'America/Los_Angeles' or a zone offset such as '+02:00'.`,
    { sqlState: '22009' },
  );
}

export const UTC: Zone = fixedZone('UTC', 0);

function fixedZone(id: string, offset: number): Zone {
  return { id, fixed: offset, offsetAt: () => offset, toUtc: (local) => local - offset };
}
