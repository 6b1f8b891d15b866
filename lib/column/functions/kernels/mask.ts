/** The text with its letters and digits replaced, each kind by a character of its own; null keeps a kind as it is. */
export function mask(
  text: string | null,
  upper: string | null = 'X',
  lower: string | null = 'x',
  digit: string | null = 'n',
  other: string | null = null,
): string | null {
  if (text === null) return null;
  let out = '';
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    out += (/\p{Lu}/u.test(c) ? upper : /\p{Ll}/u.test(c) ? lower : /\p{Nd}/u.test(c) ? digit : other) ?? c;
  }
  return out;
}

/** Whether digits pass Luhn's check; false for anything but digits. */
export function luhnCheck(text: string): boolean {
  if (!/^[0-9]+$/.test(text)) return false;
  let sum = 0;
  [...text].reverse().forEach((c, i) => {
    const doubled = Number(c) * (i % 2 === 1 ? 2 : 1);
    sum += doubled > 9 ? doubled - 9 : doubled;
  });
  return sum % 10 === 0;
}
