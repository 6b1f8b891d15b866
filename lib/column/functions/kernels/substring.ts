/** Elements from a position by SQL's rules: counted from 1, 0 is 1 too, negative ones from the end; a part before the text uses up the length. */
export function sliceSql<T extends { readonly length: number; slice(from: number, to: number): T }>(
  items: T,
  position: number,
  length = Number.MAX_SAFE_INTEGER,
): T {
  const start = position > 0 ? position - 1 : position < 0 ? items.length + position : 0;
  const end = start + length;
  return end <= start ? items.slice(0, 0) : items.slice(Math.max(start, 0), Math.max(end, 0));
}

/** The part of a text up to the `count`-th place of a delimiter; a negative count is counted from the end. */
export function substringIndex(text: string, delimiter: string, count: number): string {
  if (delimiter === '' || count === 0) return '';
  if (count > 0) {
    let at = -1;
    for (let i = 0; i < count; i++) if ((at = text.indexOf(delimiter, at + 1)) === -1) return text;
    return text.slice(0, at);
  }
  let at = text.length;
  for (let i = 0; i < -count; i++) {
    if (at === 0) return text;
    if ((at = text.lastIndexOf(delimiter, at - 1)) === -1) return text;
  }
  return text.slice(at + delimiter.length);
}

/** `replacement` put over the part that begins at a position, as long as the replacement unless said. */
export function overlay(text: string, replacement: string, position: number, length = -1): string {
  const characters = [...text];
  const over = length >= 0 ? length : [...replacement].length;
  return sliceSql(characters, 1, position - 1).join('') + replacement + sliceSql(characters, position + over).join('');
}

export function overlayBytes(bytes: Uint8Array, replacement: Uint8Array, position: number, length = -1): Uint8Array {
  const over = length >= 0 ? length : replacement.length;
  return Buffer.concat([sliceSql(bytes, 1, position - 1), replacement, sliceSql(bytes, position + over)]);
}

/** The place of the `occurrence`-th match that begins at a position or behind it; from a negative position they are sought towards the beginning. */
export function instrFrom(text: string, search: string, position: number, occurrence = 1): number {
  const characters = [...text];
  const wanted = [...search];
  const step = position < 0 ? -1 : 1;
  let left = occurrence;
  if (position === 0 || occurrence < 1) return 0;
  const last = characters.length - wanted.length;
  const first = position > 0 ? position - 1 : Math.min(characters.length + position, last);
  for (let i = first; i >= 0 && i <= last; i += step) if (wanted.every((c, j) => characters[i + j] === c) && --left === 0) return i + 1;
  return 0;
}
