const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', '0': '\0', Z: '\x1a' };
const ESCAPED = /\\U([0-9a-fA-F]{8})|\\u([0-9a-fA-F]{4})|\\([0-3][0-7]{2})|\\([\s\S])|''|""/g;

/** What a string literal with its quotes says: escapes are what they stand for; `\%` and `\_` stay, for LIKE. */
export function stringValue(literal: string): string {
  const quote = literal[0]!;
  return literal.slice(1, -1).replace(ESCAPED, (whole, long?: string, short?: string, octal?: string, char?: string) => {
    const code = long ?? short;
    if (code !== undefined) return String.fromCodePoint(parseInt(code, 16));
    if (octal !== undefined) return String.fromCharCode(parseInt(octal, 8));
    if (char === undefined) return whole[0] === quote ? quote : whole;
    return char === '%' || char === '_' ? whole : (ESCAPES[char] ?? char);
  });
}
