const CODES = '01230120022455012623010202';

/** A name's Soundex code, as Spark's: a first character that is not a letter leaves the text as it is. */
export function soundexOf(text: string): string {
  const first = text.charCodeAt(0);
  const letter = (code: number): number => {
    const upper = code >= 97 && code <= 122 ? code - 32 : code;
    return upper >= 65 && upper <= 90 ? upper - 65 : -1;
  };
  if (letter(first) < 0) return text;
  let code = String.fromCharCode(65 + letter(first));
  let last = CODES[letter(first)]!;
  for (let i = 1; i < text.length && code.length < 4; i++) {
    const at = letter(text.charCodeAt(i));
    if (at < 0) {
      last = '0';
      continue;
    }
    const digit = CODES[at]!;
    // H and W do not part two letters of one code
    if (at === 7 || at === 22) continue;
    if (digit !== '0' && digit !== last) code += digit;
    last = digit;
  }
  return code.padEnd(4, '0');
}
