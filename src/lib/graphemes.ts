const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
const PLAIN = /^[ -~]*$/;

/** The characters of a text as a reader counts them: a letter with its accents, a flag, a family, each is one. */
export function graphemesOf(text: string): string[] {
  if (PLAIN.test(text)) return text.split('');
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}
