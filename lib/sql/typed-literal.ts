import type { Cast, Expression, Literal, LiteralValue } from '#lib/plan/expression.js';
import { parseDate } from '#lib/time/parse-date.js';
import { parseTime } from '#lib/time/parse-time.js';
import { parseTimestamp, parseTimestampNtz, timestampParts } from '#lib/time/parse-timestamp.js';
import { UTC } from '#lib/time/zone.js';
import * as t from '#lib/types/data-type.js';
import type { DataType } from '#lib/types/data-type.js';

/** The words that make a typed literal of the string behind them. */
export const LITERAL_TYPES: readonly string[] = ['DATE', 'TIMESTAMP', 'TIMESTAMP_NTZ', 'TIMESTAMP_LTZ', 'TIME', 'X'];

/**
 * `DATE '2024-01-31'`, `TIMESTAMP '2024-01-31 12:00:00'` (of the session's zone unless it names one), `TIME '09:30'`,
 * `X'0F'`; undefined where the text is none. Digits behind the sixth of a second are cut.
 */
export function typedLiteral(kind: string, text: string): Expression | undefined {
  switch (kind) {
    case 'X':
      return binaryLiteral(text);
    case 'DATE':
      return made(t.date, parseDate(text));
    case 'TIME':
      return made(t.time(), parseTime(text));
    case 'TIMESTAMP_NTZ':
      return made(t.timestampNtz, parseTimestampNtz(text));
    default:
      return timestampLiteral(text);
  }
}

const made = (type: DataType, value: LiteralValue | undefined): Literal | undefined =>
  value === undefined ? undefined : Object.freeze({ kind: 'literal', type, value });

/** Text without a zone is a time of the session's zone, which the engine knows. */
function timestampLiteral(text: string): Expression | undefined {
  const parts = timestampParts(text);
  if (parts?.zone !== undefined) return made(t.timestamp, parseTimestamp(text, UTC));
  const child = made(t.timestampNtz, parseTimestampNtz(text));
  return child && (Object.freeze({ kind: 'cast', child, type: t.timestamp, implicit: true }) satisfies Cast);
}

function binaryLiteral(text: string): Expression | undefined {
  const digits = text.length % 2 === 1 ? `0${text}` : text;
  return /^[0-9a-f]*$/i.test(digits) ? made(t.binary, new Uint8Array(Buffer.from(digits, 'hex'))) : undefined;
}
