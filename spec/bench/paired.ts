import { type Figure, say } from './bench.js';

/** One of the two that are compared. */
export interface Side {
  readonly name: string;
  measure(): Promise<number>;
  close?(): void;
}

export interface Comparison {
  readonly bench: string;
  readonly unit: string;
  readonly better: 'lower' | 'higher';
  readonly ours: Side;
  readonly peer: Side;
  /** How often each side runs; odd. */
  readonly pairs: number;
}

/** Runs both sides in turn on the same input. The value of each is its median, the ratio the median of the pairs' ratios. */
export async function paired({ bench, unit, better, ours, peer, pairs }: Comparison): Promise<Figure> {
  const values: number[] = [];
  const peerValues: number[] = [];
  try {
    for (let pair = 1; pair <= pairs; pair++) {
      values.push(await ours.measure());
      peerValues.push(await peer.measure());
      say(`${bench} ${pair} of ${pairs}: ${round(values.at(-1)!)} ${unit}, ${peer.name} ${round(peerValues.at(-1)!)} ${unit}`);
    }
  } finally {
    ours.close?.();
    peer.close?.();
  }
  const ratios = values.map((value, i) => (better === 'lower' ? peerValues[i]! / value : value / peerValues[i]!));
  return { bench, value: round(median(values)), unit, peer: peer.name, peerValue: round(median(peerValues)), ratio: round(median(ratios)) };
}

/** A measured value against a limit that it is to stay below. */
export const below = (bench: string, unit: string, value: number, limit: number, peer = 'goal'): Figure => ({
  bench,
  value: round(value),
  unit,
  peer,
  peerValue: round(limit),
  ratio: round(limit / value),
});

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!;
}

const round = (value: number): number => Number(value.toPrecision(4));
