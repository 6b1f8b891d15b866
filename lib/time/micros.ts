export const SECOND = 1_000_000n;
export const DAY_SECONDS = 86_400;
export const DAY_MICROS = 86_400_000_000n;
const MAX = 2n ** 63n - 1n;

/** Whole seconds and the microseconds above them: -0.5 s is -1 and 500,000. */
export function splitMicros(micros: bigint): [seconds: number, micros: number] {
  const rest = micros % SECOND;
  return rest < 0n ? [Number((micros - rest) / SECOND) - 1, Number(rest + SECOND)] : [Number((micros - rest) / SECOND), Number(rest)];
}

/** Microseconds from seconds and a fraction; they may be beyond 64 bits, see `fits64`. */
export const joinMicros = (seconds: number, micros: number): bigint => BigInt(seconds) * SECOND + BigInt(micros);

export const fits64 = (value: bigint): boolean => value <= MAX && value >= -MAX - 1n;

/** Division that rounds down. */
export function floorDiv(value: bigint, by: bigint): bigint {
  const quotient = value / by;
  return value % by !== 0n && value < 0n !== by < 0n ? quotient - 1n : quotient;
}
