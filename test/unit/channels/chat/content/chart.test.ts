import { expect, test } from 'vitest';
import { chatChart } from '../../../../../src/channels/chat/content/chart.js';
import type { TimeSeriesSection } from '../../../../../src/digest/digest.js';
import { wordsOf } from '../../../../../src/digest/language/words.js';
import { sampleDigest } from '../../../../support/sample-digest.js';

const digest = sampleDigest();
const layout = { words: wordsOf(digest), detail: { days: 56, name: 80, sentence: 300 } };
const sectionOf = (id: string) =>
  digest.sections.find((section): section is TimeSeriesSection => section.id === id) as TimeSeriesSection;
const [conversations, weeks] = [sectionOf('conversations'), sectionOf('fallback-weeks')];
const alone = { ...conversations, series: conversations.series.slice(0, 1) };

test.each([
  ['weeks of a rate', weeks, ['Fallback rate']],
  ['weeks of a count', { ...weeks, unit: 'count' as const }, ['Conversations']],
  ['a window without a comparison', alone, [conversations.title]],
  ['a window with one', conversations, conversations.series.map(({ label }) => label)],
])('the figures of %s have a name that says what they are', (_what, section, names) => {
  expect(chatChart(section, digest, layout).series.map(({ label }) => label)).toEqual(names);
});
