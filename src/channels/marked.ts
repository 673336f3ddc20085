import type { Digest, RankingRow, RankingSection } from '../digest/digest.js';
import type { Words } from '../digest/language/words.js';

/** A word for what the configuration calls an interaction: `person`; empty for others. */
export const markWord = ({ mark }: RankingRow, words: Words): string =>
  mark ? words.say(`mark.${mark}`) : '';

/** What the words of a ranking's rows mean: its hint without what it says of the picture; empty without such words. */
export function marksMeaning({ rows, hint }: RankingSection, digest: Digest, words: Words): string {
  const { window, comparison } = digest;
  if (rows.every(({ mark }) => mark === undefined)) return '';
  const ofPicture =
    comparison === null
      ? words.say('hint.rankingAlone', { window: window.name })
      : words.say('hint.ranking', { window: window.name, comparison: comparison.name });
  return hint.replace(ofPicture, '').trim();
}
