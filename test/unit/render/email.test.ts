import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Digest } from '../../../src/digest/digest.js';
import { email } from '../../../src/render/email/email.js';
import { wrapText } from '../../../src/render/email/text.js';
import type { RenderContext } from '../../../src/render/renderer.js';
import { everywhere } from '../../support/everywhere.js';
import { sampleContext, sampleDelivery, samplePictures } from '../../support/render-context.js';
import { sampleDigest } from '../../support/sample-digest.js';
import {
  crowdedDigest,
  emptyDigest,
  gapDigest,
  HOSTILE,
  hostileDigest,
  VARIANTS,
} from '../../support/sample-variants.js';

const GMAIL_CLIPS_AT = 102_000;

async function mail(digest: Digest, overrides: Partial<RenderContext> = {}) {
  const pictures = async () => samplePictures(digest.sections);
  const context = sampleContext({ ...sampleDelivery, pictures, ...overrides });
  const files = await email.render(digest, {}, context);
  const text = (mediaType: string) =>
    Buffer.from(files.find((file) => file.mediaType === mediaType)?.bytes ?? []).toString();
  return { files, html: text('text/html'), plain: text('text/plain') };
}

/** What a reader of the HTML sees, as one line. */
const visible = (html: string) =>
  html
    .replace(/<head>.*<\/head>|<style.*?<\/style>|<!--.*?-->/gs, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&(lt|gt|amp|quot|#34|#39|nbsp);/g, (_whole, name: string) => ENTITIES[name] ?? '')
    .replace(/\s+/g, ' ');

const ENTITIES: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  '#34': '"',
  '#39': "'",
};

test('the bodies come first, then the pictures they show', async () => {
  const { files } = await mail(sampleDigest());
  expect(files.map(({ name, mediaType, role, cid }) => [name, mediaType, role, cid])).toEqual([
    ['digest.html', 'text/html', 'body', undefined],
    ['digest.txt', 'text/plain', 'body', undefined],
    ['charts/conversations.png', 'image/png', 'inline', 'conversations@botdigest'],
    ['charts/heatmap.png', 'image/png', 'inline', 'heatmap@botdigest'],
    ['charts/interactions.png', 'image/png', 'inline', 'interactions@botdigest'],
  ]);
});

test.each([
  ['weekly', sampleDigest()],
  ['empty', emptyDigest()],
  ['gap', gapDigest()],
])('the %s mail reads as it should', async (name, digest) => {
  const { html, plain } = await mail(digest);
  await expect(html).toMatchFileSnapshot(`../../golden/email/${name}.html`);
  await expect(plain).toMatchFileSnapshot(`../../golden/email/${name}.txt`);
});

test.each([
  ['weekly', sampleDigest()],
  ['gap', gapDigest()],
])('both parts of the %s mail say the same words and numbers', async (_name, digest) => {
  const { html, plain } = await mail(digest);
  const [shown, written] = [visible(html), plain.replace(/\s+/g, ' ')];
  const said = [
    digest.title,
    ...digest.subtitle,
    ...digest.tiles.flatMap(({ label, text, change }) => [label, text, change?.text ?? '']),
    ...digest.callouts.items.map(({ lead, rest }) => `${lead}${rest}`.replace(/\s+/g, ' ')),
    ...digest.about.notices.map(({ text }) => text),
    'weekly-support-2026-W47.pdf (3 pages)',
    'cx-leads@example.com',
    digest.window.zone,
  ];
  for (const words of said) {
    expect(written).toContain(words);
    expect(shown.replaceAll('</strong>', '')).toContain(words.split(/(?<=%)(?=;| )/)[0]);
  }
});

describe('pictures', () => {
  test('are named by content id with their size and what they show', async () => {
    const { html } = await mail(sampleDigest());
    const pictures = [...html.matchAll(/<img [^>]*>/g)].map(([tag]) => tag);
    expect(pictures).toHaveLength(3);
    for (const tag of pictures)
      expect(tag).toMatch(/src="cid:[\w-]+@botdigest" alt="[^"]{10,}" width="536" height="\d+"/);
  });

  test('wider than the column shrink to it and keep their shape', async () => {
    const pictures = async () => samplePictures().map((file) => ({ ...file, width: 1072, height: 440 }));
    expect((await mail(sampleDigest(), { pictures })).html).toContain('width="536" height="220"');
  });

  test('of other sections stand in where the preferred ones are not in the digest', async () => {
    const sections = sampleDigest().sections.filter(({ id }) => id !== 'heatmap' && id !== 'interactions');
    const { files } = await mail(sampleDigest({ sections }));
    expect(files.flatMap(({ cid }) => cid ?? [])).toEqual([
      'conversations@botdigest',
      'messages@botdigest',
      'paid@botdigest',
    ]);
  });
});

test('nothing in the mail is fetched from anywhere', async () => {
  const { html } = await mail(sampleDigest());
  expect(html).not.toMatch(/@import|<link|<script|<svg|\.webp|url\(/i);
  expect(
    [...html.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, address = '']) => address.split(':')[0]),
  ).toEqual(['cid', 'cid', 'cid', 'mailto']);
});

test.each(VARIANTS)('the %s mail is small enough not to be clipped', async (_name, digest) => {
  const { html, plain } = await mail(digest);
  expect(Buffer.byteLength(html)).toBeLessThan(GMAIL_CLIPS_AT);
  expect(plain.length).toBeLessThan(GMAIL_CLIPS_AT);
});

test('notes beyond a dozen are counted', async () => {
  expect((await mail(crowdedDigest())).plain).toContain('\n- 288 more\n');
});

describe('unsubscribe', () => {
  const link = async (unsubscribe: { mailto: string; url: string | null } | null) => {
    const { html, plain } = await mail(sampleDigest(), {
      audience: { target: 'a@example.com', unsubscribe },
    });
    return [/<a href="([^"]*)"/.exec(html)?.[1], /Unsubscribe: (.*)/.exec(plain)?.[1]];
  };

  test('leads to the one-click address when there is one', async () => {
    const url = 'https://example.com/stop?who=1';
    expect(await link({ mailto: 'reports@example.com', url })).toEqual([url, url]);
  });

  test('leads to a mail otherwise', async () => {
    const address = 'mailto:reports@example.com?subject=unsubscribe%20weekly-support';
    expect(await link({ mailto: 'reports@example.com', url: null })).toEqual([address, address]);
  });

  test('never leads to anything but https or a mail', async () => {
    const [html] = await link({ mailto: 'a"b@example.com', url: 'javascript:alert(1)' });
    expect(html).toBe('mailto:a%22b@example.com?subject=unsubscribe%20weekly-support');
  });

  test('is left out when nobody could be unsubscribed', async () => {
    expect(await link(null)).toEqual([undefined, undefined]);
  });
});

describe.each(HOSTILE.map((text, index) => [index, text] as const))('hostile text %i', (_index, text) => {
  test('adds no tag and no attribute', async () => {
    const tags = (html: string) =>
      (html.match(/<[a-z][^>]*>/gi) ?? []).map((tag) => tag.replace(/"[^"]*"/g, '""'));
    const harmless = await mail(hostileDigest('harmless'));
    expect(tags((await mail(hostileDigest(text))).html)).toEqual(tags(harmless.html));
  });

  test('adds no line of its own to the text part', async () => {
    const { plain } = await mail(hostileDigest(text));
    expect(plain).not.toMatch(/\r|^body$/m);
  });
});

test('Liquid in a name is printed, not run', async () => {
  const { html, plain } = await mail(hostileDigest('{{ colors.accent }}{% if true %}x{% endif %}'));
  expect(html).toContain('<title>Support bots, week in review');
  expect(html).toContain('{{ colors.accent }}{% if true %}x{% endif %}');
  expect(plain).toContain('{{ colors.accent }}{% if true %}x{% endif %}');
});

test('a right-to-left digest turns its columns', async () => {
  const { html } = await mail(sampleDigest({ direction: 'rtl', locale: 'he' }));
  expect(html).toContain('<html lang="he" dir="rtl"');
  expect(html).toContain('<table dir="rtl"');
  expect(html).toContain('<th scope="row" align="right"');
});

test('the bytes are the same in every zone and language', async () => {
  const hashes = await everywhere(async () =>
    (await mail(sampleDigest())).files.map(({ sha256 }) => sha256).join(),
  );
  expect(new Set(hashes).size).toBe(1);
});

describe('wrapping', () => {
  test('keeps list items indented under their mark and never breaks at a no-break space', () => {
    const item = `- ${'word '.repeat(14)}1\u00a0734 end`;
    expect(wrapText(item)).toBe(`- ${'word '.repeat(14).trimEnd()}\n  1\u00a0734 end`);
  });

  test('loses no word and makes no line longer than it must', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-zé]{1,20}$/), { minLength: 1 }), (words) => {
        const wrapped = wrapText(words.join(' '));
        expect(wrapped.split(/[ \n]/)).toEqual(words);
        for (const line of wrapped.split('\n')) expect(line.length).toBeLessThanOrEqual(76);
      }),
    );
  });
});
