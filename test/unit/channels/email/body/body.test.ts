import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderMail } from '../../../../../src/channels/email/body/body.js';
import { onDark } from '../../../../../src/channels/email/body/dark.js';
import { sampleMails } from '../../../../../src/channels/email/body/sample.js';
import { wrapText } from '../../../../../src/channels/email/body/text.js';
import type { Digest } from '../../../../../src/digest/digest.js';
import { wordsOf } from '../../../../../src/digest/language/words.js';
import { contrast } from '../../../../../src/lib/contrast.js';
import type { RenderContext } from '../../../../../src/render/renderer.js';
import { templateFault } from '../../../../../src/render/template.js';
import { everywhere } from '../../../../support/everywhere.js';
import { expectGolden } from '../../../../support/golden.js';
import { sampleContext, sampleDelivery, samplePictures } from '../../../../support/render-context.js';
import { sampleDigest } from '../../../../support/sample-digest.js';
import {
  crowdedDigest,
  emptyDigest,
  gapDigest,
  HOSTILE,
  hostileDigest,
  VARIANTS,
} from '../../../../support/sample-variants.js';

const GMAIL_CLIPS_AT = 102_000;

async function mail(digest: Digest, overrides: Partial<RenderContext> = {}) {
  const pictures = async () => samplePictures(digest.sections);
  const context = sampleContext({ ...sampleDelivery, pictures, ...overrides });
  const files = await renderMail(digest, context);
  const text = (mediaType: string) =>
    Buffer.from(files.find((file) => file.mediaType === mediaType)?.bytes ?? []).toString();
  return { files, html: text('text/html'), plain: text('text/plain') };
}

/** What a reader of the HTML sees, as one line. */
const visible = (html: string) =>
  html
    .replace(/<head>.*<\/head>|<style.*?<\/style>|<!--.*?-->|<div style="display:none.*?<\/div>/gs, '')
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
  expectGolden(html, `email/${name}.html`);
  expectGolden(plain, `email/${name}.txt`);
});

/** The blocks of text that a reader of the HTML sees, without those that only say how to read a picture. */
const blocks = (html: string) =>
  html
    .replace(/<p class="hint.*?<\/p>|<\/?(?:strong|span|a)\b[^>]*>/gs, '')
    .split(/<\/?(?:p|h1|h2|td|th|tr|table|div|br)\b[^>]*>/)
    .map((block) => visible(block).trim())
    .filter(Boolean);

test.each([...VARIANTS.slice(0, 4), ['hostile', hostileDigest('<b>bold</b> & “plain”')] as const])(
  'both parts of the %s mail say the same words and numbers',
  async (_name, digest) => {
    const { html, plain } = await mail(digest);
    const written = plain.replace(/\s+/g, ' ');
    const body = html.slice(html.indexOf('<body')).replace(/<div style="display:none.*?<\/div>/s, '');
    const alts = [...body.matchAll(/<img [^>]*alt="([^"]*)"/g)].map(([, alt = '']) => visible(alt));
    const shown = blocks(body);
    expect(shown.length).toBeGreaterThan(10);
    for (const block of [...shown, ...alts])
      for (const sentence of sentences(block)) expect(written).toContain(sentence);

    const read = `${shown.join(' ')} ${alts.join(' ')} ${digest.labels.unsubscribe}:`;
    const lines = plain.split('\n').filter((line) => !/^-{8}$|mailto:/.test(line));
    for (const word of lines.flatMap((line) => line.replace(/^- /, '').split(/\s+/)))
      expect(read).toContain(word);
  },
);

/** The last block of the HTML holds a reason and a link, which the text part writes out. */
const sentences = (block: string) => block.replace(/ Unsubscribe$/, '').split(/(?<=\.) (?=Unsubscribe)/);

test('what shows beside the subject is the headline, and nothing of the body after it', async () => {
  const { html } = await mail(sampleDigest());
  const hidden = /<div style="display:none[^>]*>(.*?)<\/div>/s.exec(html)?.[1] ?? '';
  const [headline, ...padding] = hidden.split('&#847;&zwnj;&nbsp;');
  expect(headline).toBe(sampleDigest().headline);
  expect(padding).toEqual(Array(90).fill(''));
  expect(html.indexOf(hidden)).toBeLessThan(html.indexOf('16 – 22 November 2026 ·'));
});

describe('tables', () => {
  const rows = (html: string, title: string) => {
    const [, table = ''] = new RegExp(`>${title}</h2>\\s*<table[^>]*>(.*?)</table>`, 's').exec(html) ?? [];
    return table.split('</tr>').map((row) =>
      row
        .split(/<\/t[dh]>/)
        .map((cell) => visible(cell).trim())
        .filter(Boolean),
    );
  };

  test('say by bot and by source what came, as text', async () => {
    const { html, plain } = await mail(sampleDigest());
    expect(rows(html, 'By bot')).toEqual([
      ['Bot', 'Conversations', 'Share', 'Change'],
      ['Support bot', '1,122', '64.7%', '▲ 4.2%'],
      ['Sales bot', '612', '35.3%', '▲ 27.2%'],
      ['All bots', '1,734', '100.0%', '▲ 11.3%'],
      [],
    ]);
    expect(rows(html, 'By source')).toHaveLength(7);
    expect(plain).toContain('\nSupport bot           1,122    64.7%    ▲ 4.2%\n');
  });

  test('are left out where there is nothing to tell', async () => {
    const { html } = await mail(emptyDigest());
    expect(html).not.toContain('By bot');
  });

  test('of fifty bots with the longest names keep the mail whole', async () => {
    const { html, plain } = await mail(longTables());
    expect(Buffer.byteLength(html)).toBeLessThan(GMAIL_CLIPS_AT);
    expect(plain).toContain('\n38 more');
    const lines = plain.split('\n').filter((line) => /[▲▼].*%$/.test(line));
    expect(lines.length).toBeGreaterThan(26);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(78);
  });
});

/** Every table full, with names that take six bytes a character in HTML. */
function longTables(): Digest {
  const sample = crowdedDigest();
  const name = '"'.repeat(300);
  return {
    ...sample,
    sections: sample.sections.map((section) => {
      if (section.kind !== 'table') return { ...section, title: name, hint: name, alt: name };
      const [first = []] = section.rows;
      const row = (text: string) => [{ value: text, text }, ...first.slice(1)];
      return { ...section, rows: [...Array.from({ length: 12 }, () => row(name)), row('38 more')] };
    }),
  };
}

test.each(['#1f5fa8', '#000000', '#b4530a', '#3b0a45', '#ffffff'])(
  '%s is made to read on a dark ground',
  (color) => {
    expect(contrast(onDark(color), '#12171e')).toBeGreaterThanOrEqual(7);
  },
);

describe('pictures', () => {
  test('are named by content id with their size and what they show', async () => {
    const { html } = await mail(sampleDigest());
    const pictures = [...html.matchAll(/<img [^>]*>/g)].map(([tag]) => tag);
    expect(pictures).toHaveLength(3);
    for (const tag of pictures) {
      expect(tag).toMatch(/src="cid:[\w-]+@botdigest" alt="[^"]{10,}" width="536" height="\d+" border="0"/);
      expect(tag).toMatch(/style="display:block;width:536px;max-width:100%;height:auto;/);
    }
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

describe('Outlook', () => {
  test('gets tables of fixed width and a font that it has', async () => {
    const { html } = await mail(sampleDigest());
    const outlook = [...html.matchAll(/<!--\[if mso[^\]]*\]>(.*?)<!\[endif\]-->/gs)].map(([, only]) => only);
    expect(outlook.filter((only) => only?.includes('width="600"'))).toHaveLength(1);
    expect(outlook.filter((only) => only?.includes("font-family: 'Segoe UI', Arial"))).toHaveLength(1);
  });

  test('finds no picture, and no space around one, that hangs on CSS alone', async () => {
    const { html } = await mail(sampleDigest());
    for (const [tag] of html.matchAll(/<img [^>]*>/g))
      expect(tag).not.toMatch(/[";]width:100%|margin|padding/);
    expect(html).not.toMatch(/background-image|position:|float:|display:(flex|grid)/);
  });
});

describe('unsubscribe', () => {
  const link = async (unsubscribe: { mailto: string; url: string | null } | null) => {
    const { html, plain } = await mail(sampleDigest(), {
      audience: { target: 'a@example.com', unsubscribe },
    });
    return [/<a href="([^"]*)"/.exec(html)?.[1], /Unsubscribe:\s(.*)/.exec(plain)?.[1]];
  };

  test('leads to the one-click address when there is one', async () => {
    const url = 'https://example.com/stop?who={address}&list={digest}';
    const filled = 'https://example.com/stop?who=a%40example.com&list=weekly-support';
    expect(await link({ mailto: 'reports@example.com', url })).toEqual([
      filled.replace('&', '&amp;'),
      filled,
    ]);
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
  const { html } = await mail(sampleDigest({ direction: 'rtl', locale: 'he' }), {
    words: { ...wordsOf(sampleDigest()), locale: 'he', direction: 'rtl' },
  });
  expect(html).toContain('<html lang="he" dir="rtl"');
  expect(html.match(/<table dir="rtl"/g)).toHaveLength(3);
  expect(html).toContain('<th scope="row" align="right"');
});

describe('a template of a reader’s own that uses the former names', () => {
  const FORMER =
    '{% for item in callouts.items %}{{ item.lead }}|{{ item.rest }};{% endfor %}{{ callouts.quiet }}{% for f in figures %}{% if f.tone == "slight" %}{{ f.label }}{% endif %}{% endfor %}';
  const filled = async (digest: Digest) => (await mail(digest, { template: () => FORMER })).html;

  test('is not refused and shows the callouts', async () => {
    expect(templateFault(FORMER, 'html', sampleMails)).toBeNull();
    const html = await filled(sampleDigest());
    for (const { heading } of sampleDigest().callouts.items) expect(html).toContain(`${heading}|`);
  });

  test('shows the sentence that stands for no callouts', async () => {
    expect(await filled(emptyDigest())).toContain(emptyDigest().callouts.emptyText);
  });

  test('finds figures whose change is muted', async () => {
    const [first, ...tiles] = sampleDigest().tiles;
    if (!first?.change) throw new Error('the sample has no change');
    const muted: Digest = {
      ...sampleDigest(),
      tiles: [{ ...first, label: 'Quite the same', change: { ...first.change, tone: 'muted' } }, ...tiles],
    };
    expect(await filled(muted)).toContain('Quite the same');
  });
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
