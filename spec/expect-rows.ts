import { expect } from 'chai';
import type { DataFrame } from '#lib/frame/data-frame.js';

/** Runs a frame and checks its rows, in their order, column names included. */
export async function expectRows(frame: DataFrame, rows: readonly object[]): Promise<void> {
  expect(await frame.collect()).to.deep.equal(rows);
}

/** As `expectRows`, for frames whose rows have no order: both sides are sorted by their text. */
export async function expectRowSet(frame: DataFrame, rows: readonly object[]): Promise<void> {
  const inOrder = (list: readonly object[]): object[] => [...list].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  expect(inOrder((await frame.collect()) as object[])).to.deep.equal(inOrder(rows));
}

const keyOf = (row: object): string => JSON.stringify(row, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value));
