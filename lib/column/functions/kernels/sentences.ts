/** The words of each sentence, by the rules of a language; what is not a word is left out. */
export function sentences(text: string | null, language: string | null = '', country: string | null = ''): string[][] | null {
  if (text === null) return null;
  const locale = localeOf(language ?? '', country ?? '');
  const words = new Intl.Segmenter(locale, { granularity: 'word' });
  return [...new Intl.Segmenter(locale, { granularity: 'sentence' }).segment(text)].map(({ segment }) =>
    [...words.segment(segment)].map((word) => word.segment).filter((word) => /^[\p{L}\p{Nd}]/u.test(word)),
  );
}

/** A language that is no language is the default's. */
function localeOf(language: string, country: string): string {
  if (!/^[a-zA-Z]{2,3}$/.test(language)) return 'en-US';
  return /^[a-zA-Z]{2}$/.test(country) ? `${language}-${country}` : language;
}
