import { typeName } from '#lib/types/type-name.js';
import type { Answer, Failure } from './answer.js';
import type { Difference } from './difference.js';
import type { GoldenRecord } from './golden-record.js';
import { rowText, unmatchedRows } from './match-rows.js';
import { sameRow } from './same-value.js';

/** How many rows of each side a difference shows. */
const SHOWN = 3;

/** How an answer differs from the record's, or undefined where it does not. Of a record that is not deterministic only whether it runs. */
export function judge(record: GoldenRecord, answer: Answer): Difference | undefined {
  if (answer.error !== undefined) return judgeFailure(record, answer.error) ?? judgeTypes(record, answer);
  if (record.deterministic === false && record.error === undefined) return undefined;
  if (record.error !== undefined)
    return { kind: `no error: ${record.error}`, lines: [`expected ${record.error}`, `got      ${listed(answer.rows!)}`] };
  return judgeTypes(record, answer) ?? judgeRows(record, answer);
}

function judgeFailure({ error, rows }: GoldenRecord, failure: Failure): Difference | undefined {
  if (error === failure.condition || (error !== undefined && isJavaClass(error) && failure.isKindling)) return undefined;
  return {
    kind: failureKind(failure),
    lines: [`expected ${error ?? listed(rows!)}`, `got      ${failure.message.split('\n')[0]!.trimEnd()}`],
  };
}

/** Spark gave no condition: any error of ours is as good. */
const isJavaClass = (error: string): boolean => /^[a-z]\w*(\.\w+)+$/.test(error);

/** The condition, and what the error says without its place, its suggestions and what else follows. */
function failureKind({ condition, message, isKindling }: Failure): string {
  const text = message.replace(/^\[[^\]]*\]\s*|^\w+: /, '').split(/\n| \(line |\. [A-Z]|\.$/)[0]!;
  return `${isKindling ? '' : 'crash '}${condition}: ${text.slice(0, 80)}`;
}

function judgeTypes(record: GoldenRecord, { schema }: Answer): Difference | undefined {
  if (record.schema === undefined || schema === undefined || record.deterministic === false) return undefined;
  const expected = record.schema.map(([, type]) => type);
  const got = schema.fields.map((field) => typeName(field.type));
  if (expected.length !== got.length)
    return { kind: 'number of columns', lines: [`expected ${expected.length} columns`, `got      ${got.length}: ${got.join(', ')}`] };
  const at = expected.findIndex((type, i) => type !== got[i]);
  if (at < 0) return undefined;
  const place = expected.length === 1 ? 'type' : `type of column ${at + 1}`;
  return { kind: `type: ${got[at]} for ${expected[at]}`, lines: [`expected ${place} ${expected[at]}`, `got      ${place} ${got[at]}`] };
}

function judgeRows(record: GoldenRecord, answer: Answer): Difference | undefined {
  const expected = record.rows!;
  const got = answer.rows!;
  const types = answer.schema!.fields.map((field) => field.type);
  const same = (a: readonly unknown[], b: readonly unknown[]): boolean => sameRow(types, a, b);
  const alone = unmatchedRows(expected, got, same);
  if (alone.expected.length > 0 || alone.got.length > 0) {
    const kind = expected.length === got.length ? 'value' : 'number of rows';
    const count = expected.length === got.length ? '' : ` (of ${expected.length} rows; got ${got.length})`;
    return { kind, lines: [`expected ${listed(alone.expected)}${count}`, `got      ${listed(alone.got)}`] };
  }
  if (record.order !== 'fixed' || expected.every((row, i) => same(row, got[i]!))) return undefined;
  return { kind: 'order of rows', lines: [`expected in this order ${listed(expected)}`, `got      in this order ${listed(got)}`] };
}

function listed(rows: readonly (readonly unknown[])[]): string {
  if (rows.length === 0) return 'no such row';
  const more = rows.length > SHOWN ? ` … ${rows.length - SHOWN} more` : '';
  return rows.slice(0, SHOWN).map(rowText).join(' ') + more;
}
