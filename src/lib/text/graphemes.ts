const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
const PLAIN = /^[ -~]*$/;

/** Whether a text is nothing but printable ASCII, each letter of which is a character as read. */
export const isPlain = (text: string) => PLAIN.test(text);

/** The characters of a text as a reader counts them: a letter with its accents, a flag, a family, each is one. */
export function graphemesOf(text: string): string[] {
  if (isPlain(text)) return text.split('');
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}
