import vm from 'node:vm';
import type { ArgumentForm } from './row-argument.js';
import type { ResultForm } from './result-column.js';
import { LOOP_FILE } from './user-function-error.js';

/** Where a loop stopped, and the result that it could not keep. */
export interface LoopState {
  row: number;
  value: unknown;
}

/**
 * Calls `fn` for the rows from `from` to `to` and keeps its results. Gives `to` when all is done, or the row whose
 * result it could not keep (null, a promise, a wrong value), which then lies in `state.value`. When `fn` throws,
 * `state.row` is the row.
 */
export type RowLoop = (
  fn: Function,
  from: number,
  to: number,
  state: LoopState,
  target: unknown,
  put: unknown,
  ...values: unknown[]
) => number;

/** 'gather' keeps results in a plain array, so that a loop that is cut short at any point leaves nothing half-written. */
export type KeepForm = ResultForm | 'gather';

/** What a loop reads an argument from, and how; `$` is the argument's place. */
const READ: Readonly<Record<ArgumentForm, { readonly params: readonly string[]; readonly value: string }>> = {
  numbers: { params: ['a$'], value: 'a$[i]' },
  'nullable-numbers': {
    params: ['a$', 'bits$', 'start$'],
    value: '((bits$[(i + start$) >> 3] >> ((i + start$) & 7)) & 1) === 1 ? a$[i] : null',
  },
  reader: { params: ['read$'], value: 'read$(i)' },
};

const NOT_A_PROMISE = `typeof y !== 'object' || y === null || typeof y.then !== 'function'`;

/** When a loop keeps a result `y`, and by what. */
const KEEP: Readonly<Record<KeepForm, { readonly when: string; readonly by: string }>> = {
  number: { when: `typeof y === 'number'`, by: 'target[i] = y' },
  int32: { when: `typeof y === 'number' && y === (y | 0)`, by: 'target[i] = y' },
  put: { when: 'y !== null && y !== undefined && put(target, i, y)', by: '' },
  append: { when: NOT_A_PROMISE, by: 'target.append(y)' },
  gather: { when: NOT_A_PROMISE, by: 'target[i] = y' },
};

/**
 * Compiles the loop of one function. Every function gets a loop of its own: in a shared one V8 sees calls to many
 * functions and inlines none, which makes a cheap function several times slower. The text is made of the constants of
 * this file and nothing else. `watched` loops say before each call which row it is for.
 */
export function rowLoop(args: readonly ArgumentForm[], keep: KeepForm, watched: boolean): RowLoop {
  const place = (text: string, index: number): string => text.replaceAll('$', String(index));
  const params = args.flatMap((form, index) => READ[form].params.map((param) => place(param, index)));
  const values = args.map((form, index) => place(READ[form].value, index));
  const { when, by } = KEEP[keep];
  const text = `
    let i = from;
    try {
      for (; i < to; i++) {
        ${watched ? 'state.row = i;' : ''}
        const y = fn(${values.join(', ')});
        if (${when}) { ${by}; }
        else { state.value = y; return i; }
      }
    } catch (error) {
      state.row = i;
      throw error;
    }
    return to;`;
  return vm.compileFunction(text, ['fn', 'from', 'to', 'state', 'target', 'put', ...params], { filename: LOOP_FILE }) as unknown as RowLoop;
}
