import { expect, test } from 'vitest';
import { renderGoogleChatMessage } from '../../../../src/channels/google-chat/body/body.js';
import type { Digest } from '../../../../src/digest/digest.js';
import { everywhere } from '../../../support/everywhere.js';
import { expectGolden } from '../../../support/golden.js';
import { GOLDEN_DIGESTS } from '../../../support/golden-digests.js';
import { googleChatLines, readGoogleChatMessage } from '../../../support/google-card.js';
import { heavyDigest } from '../../../support/heavy-digest.js';
import { sampleContext, sampleDelivery } from '../../../support/render-context.js';
import { sampleDigest } from '../../../support/sample-digest.js';
import { HOSTILE, hostileDigest, VARIANTS } from '../../../support/sample-variants.js';

const leftOut = {
  files: sampleDelivery.attachments ?? [],
  pictures: true,
  limit: 32_000,
  elsewhere: ['the folder “exports”'],
};

/** The name of a thread is added when a message is sent. */
const THREAD = { threadKey: '7c211433-f02a-11d2-a8d3-00c04fd430c8' };

async function render(digest: Digest) {
  const [file, ...others] = await renderGoogleChatMessage(digest, sampleContext({ leftOut }));
  expect(others).toEqual([]);
  const bytes = file?.bytes ?? new Uint8Array();
  const whole = { ...JSON.parse(Buffer.from(bytes).toString()), thread: THREAD };
  const message = readGoogleChatMessage(JSON.stringify(whole));
  return { bytes, message, detail: file?.detail, lines: googleChatLines(message) };
}

test.each(['weekly', 'partial'])('the %s card reads as it should', async (name) => {
  const { bytes } = await render(GOLDEN_DIGESTS[name] ?? sampleDigest());
  const message = JSON.parse(Buffer.from(bytes).toString());
  expectGolden(`${JSON.stringify(message, null, 1)}\n`, `google-chat/${name}.json`);
});

test.each([...VARIANTS, ...Object.entries(GOLDEN_DIGESTS)])(
  'Google Chat takes the %s card',
  async (_name, digest) => {
    const { detail, message } = await render(digest);
    expect(detail).toBeUndefined();
    expect(JSON.stringify(message)).toContain('Not attached, because this chat takes no files');
  },
);

test('the notification is the headline', async () => {
  expect((await render(sampleDigest())).message.fallbackText).toBe(sampleDigest().headline);
});

test('a chart is a line of figures for each day', async () => {
  const { lines } = await render(sampleDigest());
  expect(lines.get('Conversations per day')).toEqual([
    'this week · week before',
    'Mon 16 Nov  268 · 251',
    'Tue 17 Nov  301 · 262',
    'Wed 18 Nov  287 · 279',
    'Thu 19 Nov  312 · 266',
    'Fri 20 Nov  296 · 240',
    'Sat 21 Nov  142 · 139',
    'Sun 22 Nov  128 · 121',
  ]);
});

test('the first rows of a list stay in sight, and the others open', async () => {
  const { message } = await render(sampleDigest());
  const [card] = message.cardsV2;
  const long = card.card.sections.find(({ header }) => header === 'Most used interactions');
  expect(long).toMatchObject({ collapsible: true, uncollapsibleWidgetsCount: 1, widgets: { length: 2 } });
});

test('what happened on a day stands under its figures', async () => {
  const digest = sampleDigest({
    notes: [{ flag: 1, day: '2026-11-18', text: 'Black <Friday> mail' }],
    sections: sampleDigest().sections.map((section) =>
      section.kind === 'timeSeries' && section.id === 'conversations'
        ? { ...section, axis: section.axis.map((step, day) => (day === 2 ? { ...step, flag: 1 } : step)) }
        : section,
    ),
  });
  expect((await render(digest)).lines.get('Conversations per day')?.at(-1)).toBe(
    'Wed 18 Nov: Black &lt;Friday&gt; mail',
  );
});

test.each(HOSTILE.map((text, index) => [index, text] as const))(
  'nothing reads hostile text %i',
  async (_index, text) => {
    const { message } = await render(hostileDigest(text));
    expect(message.fallbackText).not.toMatch(/[<>]|@(here|all|channel)/);
  },
);

test('a digest that is too large loses rows, then parts in order, and says which', async () => {
  const { detail, lines } = await render(heavyDigest({ rows: 50, text: '&<>'.repeat(100) }));
  expect(detail).toContain('Most used interactions');
  expect([...lines.values()].at(-1)?.at(-1)).toMatch(
    /^Left out, because the message would be larger than 32 kB: /,
  );
});

test.each([
  ['long names', heavyDigest({ rows: 50, text: 'A bot with a long name '.repeat(22) })],
  ['emoji', heavyDigest({ rows: 50, text: '👩‍👩‍👧‍👦'.repeat(100) })],
  ['right-to-left text', heavyDigest({ rows: 50, text: 'خدمة العملاء '.repeat(40), direction: 'rtl' })],
])('a digest of fifty bots with %s fits', async (_what, digest) => {
  expect((await render(digest)).lines.size).toBeGreaterThan(2);
});

test('the bytes are the same in every zone and language', async () => {
  const all = await everywhere(async () => Buffer.from((await render(sampleDigest())).bytes).toString());
  expect(new Set(all).size).toBe(1);
});
