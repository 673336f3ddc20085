const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
const ASCII = /^[ -~]*$/;

/** Whether a text is printable ASCII only, where each code unit is a grapheme. */
export const isPrintableAscii = (text: string) => ASCII.test(text);

/** The grapheme clusters of a text: a letter with its accents or an emoji sequence is one. */
export function graphemesOf(text: string): string[] {
  if (isPrintableAscii(text)) return text.split('');
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** The grapheme clusters one at a time, so that the first few of a long text cost little. */
export function* eachGrapheme(text: string): Generator<string, void, void> {
  for (const { segment } of segmenter.segment(text)) yield segment;
}
