import { describe, expect, test } from 'vitest';
import type { AlertStory } from '../../../src/alerts/message/story.js';
import { composeAlert } from '../../../src/digest/alert/compose.js';
import { addDays } from '../../../src/lib/time/zone.js';
import { cardOutline, cardTexts, readTeamsMessage } from '../../support/adaptive-card.js';
import { alertForms } from '../../support/alert-forms.js';
import { alertLook, alertStory, JUDGED, type TestItem } from '../../support/alert-stories.js';
import { expectGolden } from '../../support/golden.js';
import { googleChatTexts, readGoogleChatMessage } from '../../support/google-card.js';
import { HOSTILE } from '../../support/sample-variants.js';
import { someOf } from '../../support/samples.js';
import { blockProblems } from '../../support/slack-blocks.js';
import { STORIES } from '../digest/alert/cases.js';

const GMAIL_CLIPS_AT = 102_000;
const ago = (days: number) => addDays(JUDGED, -days);

const SILENT: TestItem = {
  kind: 'silence',
  start: ago(4),
  reading: { value: 0, facts: { since: ago(4), days: 5, expected: 248 } },
};
const LOST: TestItem = {
  ...{ kind: 'above', of: 'fallbackRate', bot: { id: 'sales', name: 'Sales bot' }, start: ago(2) },
  reading: { value: 0.234, low: null, high: 0.2, z: null, facts: { limit: 0.2, uses: 412 } },
};
const TWO = alertStory([SILENT, LOST], { page: 'https://digests.example.com' });

const forms = (story: AlertStory, locale = 'en-GB') => alertForms(composeAlert(story, alertLook({ locale })));

/** Words without what each form writes in its own way: markup, escapes and the ends of lines. */
const bare = (text: string) =>
  text
    .replace(/<[^>]*>/g, '')
    .replaceAll('&amp;', '&')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#34;', '"')
    .replaceAll('&#39;', "'")
    .replace(/[\s\u200e\u200f]/g, '');

/** The texts of a Slack message in reading order. */
function slackTexts(part: unknown): string {
  if (part === null || typeof part !== 'object') return '';
  const own = 'text' in part && typeof part.text === 'string' ? part.text : '';
  return own + Object.values(part).map(slackTexts).join('');
}

async function wordsOfForms(story: AlertStory, locale: string) {
  const made = await forms(story, locale);
  return {
    html: made.html,
    text: made.text,
    slack: slackTexts(JSON.parse(made.slack).blocks),
    slackPictures: slackTexts(JSON.parse(made.slackPictures).blocks),
    teams: cardTexts(readTeamsMessage(made.teams)).join('\n'),
    googleChat: googleChatTexts(readGoogleChatMessage(made.googleChat)).join('\n'),
    file: [...made.files.values()].at(-1) ?? '',
  };
}

describe.each(['en-GB', 'de-DE', 'uk-UA'])('in %s', (locale) => {
  test.each(someOf(5, STORIES))('every form of %s says the same', async (_name, story) => {
    const digest = composeAlert(story, alertLook({ locale }));
    const said = [
      digest.verdict.text,
      ...digest.callouts.items.map(({ heading, body }) => `${heading}${body}`),
      ...digest.about.paragraphs,
    ].map(bare);
    for (const [form, words] of Object.entries(await wordsOfForms(story, locale)))
      for (const sentence of said) expect(bare(words), form).toContain(sentence);
  });
});

test('the message of two bots reads as it should by mail, in Slack and in Teams', async () => {
  const { text, slack, teams } = await forms(TWO);
  expectGolden(text, 'alerts/mail.txt');
  expectGolden(slack, 'alerts/slack.json');
  expectGolden(cardOutline(readTeamsMessage(teams)), 'alerts/teams.txt');
});

test('an alert about one thing says it once, and one about two lists both', async () => {
  const times = (text: string) =>
    bare(text).split(bare('no conversations since Thursday 19 November')).length - 1;
  const one = await wordsOfForms(alertStory([SILENT]), 'en-GB');
  const two = await wordsOfForms(TWO, 'en-GB');
  for (const form of ['text', 'slack', 'teams', 'googleChat', 'file'] as const) {
    // Google Chat repeats the headline for notifications.
    const headline = form === 'googleChat' ? 1 : 0;
    expect([form, times(one[form]), times(two[form])]).toEqual([form, 1 + headline, 2 + headline]);
    expect(one[form]).not.toContain('What to notice');
  }
  expect(one.html).not.toContain('What to notice');
  expect(two.html).toContain('What to notice');
});

test('no form says that nothing is missing or that nothing stood out', async () => {
  for (const [form, words] of Object.entries(await wordsOfForms(TWO, 'en-GB')))
    expect(words, form).not.toMatch(/Nothing (is missing|stood out)/);
});

test('every form leads to the page of the alert', async () => {
  const url = 'https://digests.example.com/alerts/outage';
  const { html, text, slack, teams, googleChat, files } = await forms(TWO);
  expect(html).toContain(`<a href="${url}"`);
  expect(text).toContain(`Open this alert: ${url}`);
  expect(JSON.parse(slack).blocks.at(-1).elements[0].elements[0]).toMatchObject({ type: 'link', url });
  for (const form of [teams, googleChat, files.get('alert.txt')]) expect(form).toContain(url);
  const without = await forms(alertStory([SILENT]));
  expect(Object.values(without).join('')).not.toContain('Open this alert');
});

test('the mail says why its reader gets it, and its notification is the verdict', async () => {
  const { html, slack } = await forms(TWO);
  expect(bare(html)).toContain(
    bare('You receive this because ops@example.com is on the list of the alert “outage”.'),
  );
  expect(JSON.parse(slack).text).toMatch(
    /^Outage of a bot · Support bot: no conversations since .* And 1 more\.$/,
  );
});

test('Slack draws the last twenty days with what was usual, and those of the episode with a mark', async () => {
  const { slack, slackPictures } = await forms(TWO);
  const [days] = JSON.parse(slack).blocks.filter(
    ({ type }: { type: string }) => type === 'data_visualization',
  );
  const { series, axis_config: axis } = days.chart;
  expect(axis.categories).toHaveLength(20);
  expect(axis.categories.slice(-6)).toEqual([
    '18 Nov',
    '◆ 19 Nov',
    '◆ 20 Nov',
    '◆ 21 Nov',
    '◆ 22 Nov',
    '◆ 23 Nov',
  ]);
  expect(series.map(({ name }: { name: string }) => name)).toEqual([
    'Conversations',
    'Usually from',
    'Usually to',
  ]);
  expect(series[0].data.at(-1)).toEqual({ label: '◆ 23 Nov', value: 0 });
  expect(slackPictures).not.toContain('data_visualization');
});

test('Slack shows a picture of days of which one is missing', async () => {
  const [item] = alertStory([SILENT]).items;
  const chart = (item?.chart?.days ?? []).map((day, index) => (index === 50 ? { ...day, value: null } : day));
  const { slack } = await forms(alertStory([{ ...SILENT, chart }]));
  expect(slack).not.toContain('data_visualization');
  expect(slack).toContain('series-1@botdigest');
});

test('chats read the last days as rows, with what was usual and a dash for a missing one', async () => {
  const [item] = alertStory([SILENT]).items;
  const chart = (item?.chart?.days ?? []).map((day, index) =>
    index === 50 ? { ...day, value: null, usual: null } : day,
  );
  const { googleChat, teams } = await forms(alertStory([{ ...SILENT, chart }]));
  const lines = googleChatTexts(readGoogleChatMessage(googleChat)).flatMap((text) => text.split('<br>'));
  const rows = lines.filter((line) => /Nov {2}/.test(line));
  expect(rows).toHaveLength(14);
  expect(rows[8]).toBe('Wed 18 Nov  – · – · –');
  expect(rows.at(-1)).toBe('◆ Mon 23 Nov  0 · 39 · 73');
  expect(cardTexts(readTeamsMessage(teams))).toContain('◆ Mon 23 Nov');
});

test('the webhook carries the alert alone, as the file does', async () => {
  const digest = composeAlert(TWO, alertLook());
  const { webhook, files } = await alertForms(digest);
  expect(JSON.parse(webhook)).toEqual({
    type: 'botdigest.alert',
    timestamp: digest.slot.scheduledFor,
    data: digest.alert,
  });
  expect(JSON.parse(files.get('alert.json') ?? '')).toEqual(digest.alert);
  expect([...files.keys()]).toEqual(['alert.json', 'alert.txt']);
});

const crowd = (names: readonly string[], count: number) =>
  alertStory(
    Array.from({ length: count }, (_item, index) => ({
      kind: 'drift' as const,
      bot: { id: `bot-${index}`, name: names[index % names.length] ?? '' },
      start: ago(9),
      reading: { facts: { drift: 0.3 } },
    })),
    { event: 'reminder' },
  );

test.each([
  ['fifty bots', crowd(['Support bot'], 50)],
  ['fifty bots with hostile names', crowd(HOSTILE, 50)],
  ['three hundred series', crowd(['👩‍👩‍👧‍👦'.repeat(100), '"&<>\''.repeat(60)], 300)],
])('%s stay within the limits of every channel', async (_name, story) => {
  const { html, slack, slackPictures, teams, googleChat } = await forms(story);
  expect(Buffer.byteLength(html)).toBeLessThan(GMAIL_CLIPS_AT);
  for (const message of [slack, slackPictures]) {
    const uploaded = message.replace(/[\w-]+@botdigest/g, 'F0123456789');
    expect(blockProblems(JSON.parse(uploaded).blocks, () => true)).toEqual([]);
  }
  expect(() => readTeamsMessage(teams)).not.toThrow();
  expect(() => readGoogleChatMessage(googleChat)).not.toThrow();
  expect(html).not.toMatch(/<script>alert|<img src=x/);
});

test('what a mail has no room for is counted', async () => {
  const { html, text } = await forms(crowd(['Support bot'], 60));
  expect(text).toContain('… 10 more');
  expect(html.match(/>◆</g)).toHaveLength(50);
});
