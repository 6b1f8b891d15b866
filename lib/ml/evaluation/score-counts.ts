/** The weight of positive and of negative rows at each score. Plain data, so that it travels between threads. */
export interface ScoreCounts {
  scores: Float64Array;
  positives: Float64Array;
  negatives: Float64Array;
  size: number;
}

const FIRST = 1024;

export const noScores = (capacity = FIRST): ScoreCounts => ({
  scores: new Float64Array(capacity),
  positives: new Float64Array(capacity),
  negatives: new Float64Array(capacity),
  size: 0,
});

/** Adds a row. Equal scores are joined when the room is used up; memory follows the number of different scores. */
export function addScore(counts: ScoreCounts, score: number, positive: number, negative: number): void {
  if (counts.size === counts.scores.length) makeRoom(counts);
  counts.scores[counts.size] = score;
  counts.positives[counts.size] = positive;
  counts.negatives[counts.size] = negative;
  counts.size++;
}

export function mergeScores(left: ScoreCounts, right: ScoreCounts): ScoreCounts {
  for (let i = 0; i < right.size; i++) addScore(left, right.scores[i]!, right.positives[i]!, right.negatives[i]!);
  return left;
}

/** One entry for each score, in ascending order; NaN comes last, as the largest. */
export function joinScores({ scores, positives, negatives, size }: ScoreCounts): ScoreCounts {
  const sorted = scores.slice(0, size).sort();
  let unique = 0;
  for (let i = 0; i < size; i++) if (unique === 0 || !same(sorted[i]!, sorted[unique - 1]!)) sorted[unique++] = sorted[i]!;
  const joined: ScoreCounts = {
    scores: sorted.slice(0, unique),
    positives: new Float64Array(unique),
    negatives: new Float64Array(unique),
    size: unique,
  };
  for (let i = 0; i < size; i++) {
    const at = indexOf(joined, scores[i]!);
    joined.positives[at]! += positives[i]!;
    joined.negatives[at]! += negatives[i]!;
  }
  return joined;
}

function makeRoom(counts: ScoreCounts): void {
  const joined = joinScores(counts);
  // Where more than half is still full, most scores differ, and the next joining would come too soon.
  const full = joined.size > counts.size / 2;
  const room = noScores(counts.scores.length * (full ? 2 : 1));
  room.scores.set(joined.scores);
  room.positives.set(joined.positives);
  room.negatives.set(joined.negatives);
  Object.assign(counts, room, { size: joined.size });
}

const same = (a: number, b: number): boolean => a === b || (Number.isNaN(a) && Number.isNaN(b));

/** Where a score is, by binary search. */
function indexOf({ scores, size }: ScoreCounts, score: number): number {
  if (Number.isNaN(score)) return size - 1;
  let [low, high] = [0, size - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (scores[middle]! < score) low = middle + 1;
    else high = middle;
  }
  return low;
}
