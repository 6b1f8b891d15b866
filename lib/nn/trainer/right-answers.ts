/** How many samples an output gets right; undefined where the criterion knows no classes. */
export type RightAnswers = (outputs: Float32Array, offset: number, count: number, labels: Float32Array) => number;

/** Counts samples whose largest output is the label (`class`) or the largest of one-hot labels (`one-hot`), or whose single output is on the right side of `boundary`. */
export function rightAnswers(kind: 'class' | 'one-hot' | 'binary', width: number, boundary: number): RightAnswers {
  if (kind === 'binary')
    return (outputs, offset, count, labels) => countWhere(count, (i) => outputs[offset + i]! > boundary === labels[i]! > 0.5);
  if (kind === 'class')
    return (outputs, offset, count, labels) => countWhere(count, (i) => largest(outputs, offset + i * width, width) === labels[i]);
  return (outputs, offset, count, labels) =>
    countWhere(count, (i) => largest(outputs, offset + i * width, width) === largest(labels, i * width, width));
}

function countWhere(count: number, right: (i: number) => boolean): number {
  let sum = 0;
  for (let i = 0; i < count; i++) if (right(i)) sum++;
  return sum;
}

/** Where the largest of `width` numbers is, from 0; the first of equals. */
export function largest(values: ArrayLike<number>, offset: number, width: number): number {
  let best = 0;
  for (let k = 1; k < width; k++) if (values[offset + k]! > values[offset + best]!) best = k;
  return best;
}
