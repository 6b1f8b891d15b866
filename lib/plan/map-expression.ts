import type { Call, Expression, FrameBound, WindowFrame } from './expression.js';

/** The expression with `change` applied to each direct part; itself where nothing changed. */
export function mapParts(e: Expression, change: (part: Expression) => Expression): Expression {
  switch (e.kind) {
    case 'column':
    case 'star':
    case 'attribute':
    case 'literal':
    case 'outer':
      return e;
    case 'alias':
    case 'cast':
    case 'sort':
    case 'field': {
      const child = change(e.child);
      return child === e.child ? e : Object.freeze({ ...e, child });
    }
    case 'user': {
      const args = mapList(e.args, change);
      return args === e.args ? e : Object.freeze({ ...e, args });
    }
    case 'call':
      return mapCall(e, change);
    case 'lambda': {
      const body = change(e.body);
      return body === e.body ? e : Object.freeze({ ...e, body });
    }
    case 'case': {
      const branches = e.branches.map((b) => ({ when: change(b.when), then: change(b.then) }));
      const otherwise = e.otherwise === undefined ? undefined : change(e.otherwise);
      const same = otherwise === e.otherwise && branches.every((b, i) => b.when === e.branches[i]!.when && b.then === e.branches[i]!.then);
      return same ? e : Object.freeze({ ...e, branches, ...(otherwise !== undefined && { otherwise }) });
    }
    case 'window': {
      const call = mapCall(e.call, change);
      const partitionBy = mapList(e.partitionBy, change);
      const orderBy = mapList(e.orderBy, change);
      const frame = e.frame && mapFrame(e.frame, change);
      return call === e.call && partitionBy === e.partitionBy && orderBy === e.orderBy && frame === e.frame
        ? e
        : Object.freeze({ ...e, call, partitionBy, orderBy, ...(frame && { frame }) });
    }
    case 'subquery': {
      const args = mapList(e.args, change);
      const outer = mapList(e.outer, change);
      return args === e.args && outer === e.outer ? e : Object.freeze({ ...e, args, outer });
    }
  }
}

function mapCall(e: Call, change: (part: Expression) => Expression): Call {
  const args = mapList(e.args, change);
  const filter = e.filter === undefined ? undefined : change(e.filter);
  const orderBy = e.orderBy === undefined ? undefined : mapList(e.orderBy, change);
  return args === e.args && filter === e.filter && orderBy === e.orderBy
    ? e
    : Object.freeze({ ...e, args, ...(filter !== undefined && { filter }), ...(orderBy !== undefined && { orderBy }) });
}

function mapFrame(frame: WindowFrame, change: (part: Expression) => Expression): WindowFrame {
  const bound = (b: FrameBound): FrameBound => {
    if (typeof b !== 'object') return b;
    const amount = change(b.amount);
    return amount === b.amount ? b : Object.freeze({ ...b, amount });
  };
  const start = bound(frame.start);
  const end = bound(frame.end);
  return start === frame.start && end === frame.end ? frame : Object.freeze({ ...frame, start, end });
}

/** A list with `change` applied; itself where nothing changed. */
export function mapList<T extends Expression>(list: readonly T[], change: (part: Expression) => Expression): readonly T[] {
  const changed = list.map((e) => change(e) as T);
  return changed.every((e, i) => e === list[i]) ? list : changed;
}

/** The expression with `change` applied to every part of it, inner parts first. */
export const transformUp = (e: Expression, change: (part: Expression) => Expression): Expression =>
  change(mapParts(e, (part) => transformUp(part, change)));

/** Calls `visit` for the expression and all parts of it, outer ones first; `false` stops going deeper. */
export function visit(e: Expression, see: (part: Expression) => boolean | void): void {
  if (see(e) === false) return;
  mapParts(e, (part) => {
    visit(part, see);
    return part;
  });
}

/** Whether any part of the expression is such a one. */
export function some(e: Expression, test: (part: Expression) => boolean): boolean {
  let found = false;
  visit(e, (part) => {
    found ||= test(part);
    return !found;
  });
  return found;
}
