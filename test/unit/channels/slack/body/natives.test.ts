import { expect, test } from 'vitest';
import { nativesOf } from '../../../../../src/channels/slack/body/natives.js';
import type { Digest, Section } from '../../../../../src/digest/digest.js';
import { wordsOf } from '../../../../../src/digest/language/words.js';
import { GOLDEN_DIGESTS } from '../../../../support/golden-digests.js';
import { sampleDigest } from '../../../../support/sample-digest.js';

/** The ids of what Slack draws of a digest in whose message these sections are pictures. */
function drawn(digest: Digest, pictured: readonly string[]) {
  const illustrations = digest.sections
    .filter(({ id }) => pictured.includes(id))
    .map((section) => ({ section, picture: null }));
  const { charts, table } = nativesOf(digest, { illustrations, words: wordsOf(digest) });
  return { charts: [...charts.keys()].map(({ id }) => id), table: table?.id ?? null };
}

const without = (...ids: string[]) =>
  sampleDigest({ sections: sampleDigest().sections.filter(({ id }) => !ids.includes(id)) });

const emptied = (id: string) => (section: Section) =>
  section.id === id ? { ...section, emptyText: 'Nothing.' } : section;

test.each<[string, Digest, readonly string[], readonly string[]]>([
  [
    'weeks come first, then days',
    sampleDigest(),
    ['conversations', 'fallback-weeks', 'heatmap'],
    ['fallback-weeks', 'conversations'],
  ],
  [
    'interactions take the place of weeks',
    sampleDigest(),
    ['conversations', 'heatmap'],
    ['conversations', 'interactions'],
  ],
  ['interactions stand alone where nothing else fits', sampleDigest(), ['heatmap'], ['interactions']],
  ['nothing is drawn of what is not there', without('interactions'), ['heatmap'], []],
])('%s', (_what, digest, pictured, charts) => {
  expect(drawn(digest, pictured).charts).toEqual(charts);
});

test('the table is of the bots, of the sources where there is one bot, and of nothing where that is empty', () => {
  expect(drawn(sampleDigest(), []).table).toBe('by-bot');
  expect(drawn(GOLDEN_DIGESTS['one-bot'] as Digest, []).table).toBe('by-source');
  expect(
    drawn(sampleDigest({ sections: sampleDigest().sections.map(emptied('by-bot')) }), []).table,
  ).toBeNull();
  expect(drawn(without('by-bot'), []).table).toBeNull();
});
