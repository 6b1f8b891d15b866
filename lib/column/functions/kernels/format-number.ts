import type { NumberFormat } from './number-format.js';

/** Writes a decimal's digits by a format of to_char; `#` for digits where there are more than the format has. */
export function writeNumber(value: string, { text, parts }: NumberFormat): string {
  const negative = value.startsWith('-');
  const [whole = '', fraction = ''] = value.replace('-', '').split('.');
  const count = (after: boolean): number => {
    const digits = text.split(/[.D]/)[after ? 1 : 0] ?? '';
    return digits.replaceAll(/[^09]/g, '').length;
  };
  const significant = { before: whole.replace(/^0+/, ''), after: fraction.replace(/0+$/, '') };
  if (significant.before.length > count(false) || significant.after.length > count(true))
    return text.replaceAll(/[09]/g, '#').replaceAll('D', '.').replaceAll('G', ',');
  const before = significant.before.padStart(count(false));
  const after = significant.after.padEnd(count(true), '0');
  let out = '';
  let at = 0;
  let afterPoint = false;
  for (const part of parts) {
    switch (part.kind) {
      case 'digits':
        part.groups.forEach(({ count: size, exact }, i) => {
          if (i > 0) out += /\d$/.test(out) ? ',' : ' ';
          const digits = (afterPoint ? after : before).slice(at, at + size);
          at += size;
          out += exact ? digits.replaceAll(' ', '0') : digits;
        });
        break;
      case 'point':
        out = `${out.replace(/ $/, '0')}.`;
        afterPoint = true;
        at = 0;
        break;
      case 'dollar':
        out += '$';
        break;
      case 'sign':
        out = withoutLonePoint(out) + (negative ? '-' : '+');
        break;
      case 'minus':
        out = withoutLonePoint(out) + (negative ? '-' : ' ');
        break;
      case 'open':
        out += negative ? '<' : '';
        break;
      case 'close':
        out = withoutLonePoint(out) + (negative ? '>' : '  ');
    }
  }
  return withoutLonePoint(out);
}

const withoutLonePoint = (text: string): string => text.replace(/\.$/, ' ');
