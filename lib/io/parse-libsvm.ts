import { malformedRecord } from './malformed-record.js';
import type { FilePart } from './text-pieces.js';

/** A row of libsvm: a label, and the values at indices, which ascend from 0. */
export interface LabeledRow {
  readonly label: number;
  readonly indices: number[];
  readonly values: number[];
}

/** Reads `1 3:0.5 7:2`, whose indices count from 1; undefined for an empty line or a comment. Throws for what is neither. */
export function parseLibsvm(line: string, part: FilePart, index: number): LabeledRow | undefined {
  const text = line.trim();
  if (text === '' || text.startsWith('#')) return undefined;
  const comment = text.indexOf('#');
  const [label, ...items] = (comment === -1 ? text : text.slice(0, comment)).trim().split(/\s+/);
  const indices: number[] = [];
  const values: number[] = [];
  for (const item of items) {
    const colon = item.indexOf(':');
    const at = colon === -1 ? NaN : Number(item.slice(0, colon)) - 1;
    const value = Number(item.slice(colon + 1));
    if (!Number.isInteger(at) || at <= (indices.at(-1) ?? -1) || Number.isNaN(value) || item.length === colon + 1)
      throw malformedRecord(part, index, line, 'it must be a label and values index:value, whose indices ascend from 1');
    indices.push(at);
    values.push(value);
  }
  const number = Number(label);
  if (Number.isNaN(number)) throw malformedRecord(part, index, line, 'it must begin with a label that is a number');
  return { label: number, indices, values };
}
