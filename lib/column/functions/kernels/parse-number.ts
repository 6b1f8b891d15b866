import { ExecutionError } from '#lib/errors.js';
import type { FormatPart, NumberFormat } from './number-format.js';

/** Reads a text by a format, as a decimal's digits with its whole scale; undefined where it does not fit. */
export function parseNumber(text: string, { parts, type }: NumberFormat): string | undefined {
  let at = 0;
  let negative = false;
  let afterPoint = false;
  const digits = { before: '', after: '' };
  for (const part of parts) {
    const c = text[at];
    switch (part.kind) {
      case 'digits': {
        const run = /^[0-9,\s]*/.exec(text.slice(at))![0];
        at += run.length;
        const found = run.replaceAll(/\s/g, '').split(',');
        if (!fits(found, part)) return undefined;
        digits[afterPoint ? 'after' : 'before'] += found.join('');
        break;
      }
      case 'point':
        if (c === '.') {
          at++;
          afterPoint = true;
        } else if (c !== undefined && parts.at(-1) === part) return undefined;
        break;
      case 'dollar':
        if (c !== '$') return undefined;
        at++;
        break;
      case 'sign':
      case 'minus':
        if (c === '-') negative = !negative;
        if (c === '-' || (c === '+' && part.kind === 'sign')) at++;
        break;
      case 'open':
        if (c === '<') at++;
        break;
      case 'close':
        if (c === '>') {
          negative = !negative;
          at++;
        }
        break;
    }
  }
  if (at < text.length || digits.before + digits.after === '') return undefined;
  const whole = digits.before.replace(/^0+(?=\d)/, '') || '0';
  const value = type.scale === 0 ? whole : `${whole}.${digits.after.padEnd(type.scale, '0')}`;
  return negative && /[1-9]/.test(value) ? `-${value}` : value;
}

/** Whether there are as many digits in each group as the format has, or fewer where it says so. Groups may lack on the left. */
function fits(found: readonly string[], { groups }: Extract<FormatPart, { kind: 'digits' }>): boolean {
  if (found.length > groups.length) return false;
  const missing = groups.length - found.length;
  if (groups.slice(0, missing).some((group) => group.exact)) return false;
  return found.every((digits, i) => {
    const { count, exact } = groups[missing + i]!;
    return digits.length === count || (digits.length < count && !exact && i === 0);
  });
}

export function mismatch(text: string, format: string): ExecutionError {
  return new ExecutionError(
    'INVALID_FORMAT.MISMATCH_INPUT',
    `The text '${text}' must fit the number format '${format}'. Use try_to_number to get null instead.`,
    { sqlState: '42601' },
  );
}
