const DIGRAPHS: Readonly<Record<string, string>> = { ǆ: 'ǅ', ǉ: 'ǈ', ǌ: 'ǋ', ǳ: 'ǲ' };

/** Each word (what spaces part) with its first letter as a title has it and the others in lower case. */
export const titleCase = (text: string): string =>
  text
    .split(' ')
    .map((word) => {
      const lower = word.toLowerCase();
      const [first] = lower;
      if (first === undefined) return '';
      // ß at the beginning is Ss, not SS
      const [head, ...tail] = DIGRAPHS[first] ?? first.toUpperCase();
      return head! + tail.join('').toLowerCase() + lower.slice(first.length);
    })
    .join(' ');
