import { columnExpression } from './column.js';
import type { Expression, FrameBound, SortOrder, WindowFrame } from '#lib/plan/expression.js';

/** Which rows a window function sees: those of the same partition, in an order, within a frame. Immutable. */
export class WindowSpec {
  readonly partitions: readonly Expression[];
  readonly order: readonly SortOrder[];
  readonly frame: WindowFrame | undefined;

  constructor(partitions: readonly Expression[] = [], order: readonly SortOrder[] = [], frame?: WindowFrame) {
    this.partitions = partitions;
    this.order = order;
    this.frame = frame;
  }

  partitionBy(...columns: unknown[]): WindowSpec {
    return new WindowSpec(columns.map(columnExpression), this.order, this.frame);
  }
  orderBy(...columns: unknown[]): WindowSpec {
    return new WindowSpec(this.partitions, columns.map(sortOrder), this.frame);
  }
  /** Rows from `start` to `end`, counted from the current row (negative: before it); `Window.unboundedPreceding` and the like. */
  rowsBetween(start: number, end: number): WindowSpec {
    return new WindowSpec(this.partitions, this.order, { unit: 'rows', start: bound(start), end: bound(end) });
  }
  /** Rows whose order value is within `start` to `end` of the current row's. */
  rangeBetween(start: number, end: number): WindowSpec {
    return new WindowSpec(this.partitions, this.order, { unit: 'range', start: bound(start), end: bound(end) });
  }
}

/** Starts a WindowSpec: `Window.partitionBy('k').orderBy('t')`. */
export const Window = Object.freeze({
  unboundedPreceding: -Infinity,
  unboundedFollowing: Infinity,
  currentRow: 0,
  partitionBy: (...columns: unknown[]): WindowSpec => new WindowSpec().partitionBy(...columns),
  orderBy: (...columns: unknown[]): WindowSpec => new WindowSpec().orderBy(...columns),
  rowsBetween: (start: number, end: number): WindowSpec => new WindowSpec().rowsBetween(start, end),
  rangeBetween: (start: number, end: number): WindowSpec => new WindowSpec().rangeBetween(start, end),
});

/** The sort order that a column stands for: ascending with nulls first unless it says otherwise, as in Spark. */
export function sortOrder(column: unknown): SortOrder {
  const e = columnExpression(column);
  return e.kind === 'sort' ? e : Object.freeze({ kind: 'sort', child: e, descending: false, nullsFirst: true });
}

const bound = (n: number): FrameBound => (Math.abs(n) >= 2 ** 53 ? 'unbounded' : n === 0 ? 'current' : n);
