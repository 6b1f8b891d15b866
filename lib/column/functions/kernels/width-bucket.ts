/** The bucket of a value: null where there are no buckets or the range is none. */
export function bucketOf(value: number | bigint, low: number | bigint, high: number | bigint, buckets: bigint): bigint | null {
  const [v, a, b, n] = [Number(value), Number(low), Number(high), Number(buckets)];
  if (buckets <= 0n || buckets === 9223372036854775807n || Number.isNaN(v) || a === b || !Number.isFinite(a) || !Number.isFinite(b))
    return null;
  const [below, above] = a < b ? [v < a, v >= b] : [v > a, v <= b];
  if (below) return 0n;
  return above ? buckets + 1n : BigInt(Math.trunc((n * (v - a)) / (b - a))) + 1n;
}
