import { expect, test } from 'vitest';
import { missingFinding } from '../../../../src/digest/callouts/missing.js';
import { WEEKLY } from '../../../support/digests.js';
import { withGaps } from '../../../support/snapshot.js';
import { contextOf, said } from './said.js';

type Which = Parameters<typeof withGaps>[2];
const missing = (which: Which) =>
  missingFinding(contextOf(WEEKLY, {}, (whole) => withGaps(whole, 'timeout', which)));

test.each<{ title: string; which: Which; text: string | null; summary?: string }>([
  {
    title: 'one report of one bot is told by both names',
    which: ({ report }, bot) => report === 'paid' && bot.id === 'sales',
    text: 'attention: Some figures are missing: Sales bot (paid conversations); the reasons stand under the figures.',
    summary: 'Some figures are missing: Sales bot.',
  },
  {
    title: 'a bot of which nothing came is told by its name alone',
    which: (_answer, bot) => bot.id === 'sales',
    text: 'attention: Some figures are missing: Sales bot; the reasons stand under the figures.',
    summary: 'Some figures are missing: Sales bot.',
  },
  {
    title: 'the comparison alone is not told',
    which: ({ window }) => window === 'comparison',
    text: null,
  },
  { title: 'nothing is not told', which: () => false, text: null },
])('$title', ({ which, text, summary }) => {
  const finding = missing(which);
  expect(said(finding)).toBe(text);
  expect(finding?.summary).toBe(summary);
});

test('the bots of which figures are missing are counted and named by their ids', () => {
  const { about, values } = missing(({ report }) => report === 'messages')?.callout ?? {};
  expect(about?.bots).toEqual(['support', 'sales']);
  expect(values).toEqual({ bots: 2, ofBots: 2 });
});
