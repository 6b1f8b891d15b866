import type { FrameSession } from './frame-session.js';

/** Whether two names mean one column: by `spark.sql.caseSensitive`. */
export function sameName(session: FrameSession, a: string, b: string): boolean {
  return session.conf.get('spark.sql.caseSensitive') === 'true' ? a === b : a.toLowerCase() === b.toLowerCase();
}
