import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderMail } from '../../../../../src/channels/email/body/body.js';
import { sampleMails } from '../../../../../src/channels/email/body/sample.js';
import { wrapText } from '../../../../../src/channels/email/body/text.js';
import { unsubscribeToken } from '../../../../../src/channels/email/unsubscribe.js';
import type { Digest } from '../../../../../src/digest/digest.js';
import { wordsOf } from '../../../../../src/digest/language/words.js';
import { contrast } from '../../../../../src/lib/contrast.js';
import { Secret } from '../../../../../src/lib/secret.js';
import { onDark } from '../../../../../src/render/png/dark.js';
import type { RenderContext } from '../../../../../src/render/renderer.js';
import { templateFault } from '../../../../../src/render/template.js';
import { everywhere } from '../../../../support/everywhere.js';
import { expectGolden } from '../../../../support/golden.js';
import {
  sampleContext,
  sampleDelivery,
  samplePictures,
  sampleVariants,
} from '../../../../support/render-context.js';
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
  const variants = async (ids: readonly string[]) => sampleVariants(ids, digest.sections);
  const context = sampleContext({ ...sampleDelivery, pictures, variants, ...overrides });
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
    ...['fallback-weeks', 'conversations', 'heatmap'].map((id) => [
      `charts/${id}.png`,
      'image/png',
      'inline',
      `${id}@botdigest`,
    ]),
    ...['fallback-weeks', 'conversations', 'heatmap'].flatMap((id) =>
      ['narrow', 'dark', 'narrow-dark'].map((form) => [
        `charts/${id}-${form}.png`,
        'image/png',
        'inline',
        `${id}-${form}@botdigest`,
      ]),
    ),
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

test('what shows beside the subject is the verdict, and nothing of the body after it', async () => {
  const { html } = await mail(sampleDigest());
  const hidden = /<div style="display:none[^>]*>(.*?)<\/div>/s.exec(html)?.[1] ?? '';
  const [verdict, ...padding] = hidden.split('&#847;&zwnj;&nbsp;');
  expect(verdict).toBe(sampleDigest().verdict.text);
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
    expect(rows(html, 'Bots, those that need a look first')).toEqual([
      ['Bot Worst step', 'Conversations Change', 'Fallback Points'],
      ['◆ Sales bot Track my order', '612 ▲ 27.2%', '10.0% ▲ 3.1 points'],
      ['Support bot Track my order', '1,122 about as usual', '8.0% about as usual'],
      ['All bots', '1,734 ▲ 11.3%'],
      [],
    ]);
    expect(rows(html, 'By source')).toHaveLength(7);
    expect(plain).toContain('\n  Chat widget             978    56.4%    ▲\u00a09.2%\n');
    expect(plain).toContain(
      [
        '◆ Sales bot    Track my order',
        '            612         ▲\u00a027.2%     10.0%    ▲\u00a03.1 points',
        '  Support bot  Track my order',
        '          1,122  about as usual      8.0%  about as usual',
      ].join('\n'),
    );
  });

  test('say after which steps the bots did not understand, and what people used', async () => {
    const { html, plain } = await mail(sampleDigest());
    const steps = rows(html, 'Where the bot did not understand');
    expect(steps.slice(0, 3)).toEqual([
      ['After the step', 'Uses', 'Fallbacks Share of fallbacks', 'Rate Before'],
      ['Default fallback', '58 37.7%'],
      ['◆ Track my order', '412', '41 26.6%', '10.0% 6.3%'],
    ]);
    expect(plain).toContain(
      '\n◆ Track my order      412          41   10.0%     6.3%                26.6%\n',
    );
    expect(rows(html, 'Most used interactions').slice(0, 2)).toEqual([
      ['Interaction', 'Uses', 'Change', 'Share'],
      ['Track my order', '412', '▲ 3.5%', '22.6%'],
    ]);
    expect(plain).toMatch(/^ {2}Track my order {6}412 {4}▲\u00a03\.5% {3}22\.6%$/m);
    expect(plain).toContain('\n26 more, 112 uses\n');
  });

  test('are left out where there is nothing to tell', async () => {
    const { html } = await mail(emptyDigest());
    expect(html).not.toContain('Bots, those that need a look first');
  });

  test('show no lines, and no column that is empty', async () => {
    const { plain } = await mail(
      sampleDigest({
        sections: sampleDigest().sections.map((section) =>
          section.kind === 'table' && section.id === 'by-bot'
            ? { ...section, rows: section.rows.map((row) => row.with(8, { value: null, text: '' })) }
            : section,
        ),
      }),
    );
    expect(plain).not.toContain('Thirteen weeks');
    expect(plain).not.toContain('Worst step');
  });

  test('of fifty bots with the longest names keep the mail whole', async () => {
    const { html, plain } = await mail(longTables());
    expect(html).toContain('&amp;&amp;&amp;');
    expect(Buffer.byteLength(html)).toBeLessThan(GMAIL_CLIPS_AT);
    expect(plain).toContain('\n38 more');
    const lines = plain.split('\n').filter((line) => /[▲▼]/.test(line));
    expect(lines.length).toBeGreaterThan(40);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(78);
  });
});

/** The sample whose two most used interactions the configuration names. */
function markedDigest(): Digest {
  const marks = ['handover', 'goal'] as const;
  return sampleDigest({
    window: { ...sampleDigest().window, name: 'this week' },
    comparison: null,
    sections: sampleDigest().sections.map((section) =>
      section.kind === 'ranking'
        ? {
            ...section,
            hint: 'Uses: this week. Asked for a person: at most 39 of 100 conversations.',
            rows: section.rows.map((row, place) => ({ ...row, ...(marks[place] && { mark: marks[place] }) })),
          }
        : section,
    ),
  });
}

test('an interaction that the configuration names has a word, whose meaning stands under the table', async () => {
  const { html, plain } = await mail(markedDigest());
  expect(html).toMatch(/>Track my order<span class="secondary"[^>]*> · person<\/span><\/th>/);
  expect(html.match(/> · (person|goal|problem)<\/span>/g)).toHaveLength(2);
  expect(plain).toMatch(/^ {2}Track my order · person +412 /m);
  const meaning = 'Asked for a person: at most 39 of 100 conversations.';
  expect(html).toContain(`>${meaning}</p>`);
  expect(plain).toContain(`\n26 more, 112 uses\n${meaning}\n`);
  expect((await mail(sampleDigest())).html).not.toMatch(/> · (person|goal|problem)<\/span>/);
});

/** The sample with a note on the third of its days. */
function notedDigest(): Digest {
  const note = { flag: 1, day: '2026-11-18', text: 'Black Friday mail' };
  return sampleDigest({
    notes: [note],
    sections: sampleDigest().sections.map((section) =>
      section.kind === 'timeSeries' && section.id === 'conversations'
        ? {
            ...section,
            hint: `${section.hint} 1: Black Friday mail (18 Nov)`,
            axis: section.axis.map((step, place) => (place === 2 ? { ...step, flag: 1 } : step)),
          }
        : section,
    ),
  });
}

test('what happened on days of a picture stands over it', async () => {
  const { html } = await mail(notedDigest());
  expect(html).toMatch(
    /<p class="hint [^>]*>[^<]* 1: Black Friday mail \(18 Nov\)<\/p>\s*<table[^>]*>(?:(?!<\/table>).)*cid:conversations@/s,
  );
});

/** The sample with an address at the name of its first bot. */
function linkedDigest(link: string): Digest {
  return sampleDigest({
    sections: sampleDigest().sections.map((section) => {
      if (section.kind !== 'table' || section.id !== 'by-bot') return section;
      const [[name, ...rest] = [], ...rows] = section.rows;
      return { ...section, rows: [name ? [{ ...name, link }, ...rest] : rest, ...rows] };
    }),
  });
}

describe('the name of a bot', () => {
  test('leads where the digest says in HTML, and stands alone in the text part', async () => {
    const { html, plain } = await mail(linkedDigest('https://example.com/?a="b"&bot=1'));
    expect(html).toMatch(
      /<a href="https:\/\/example\.com\/\?a=%22b%22&amp;bot=1" class="neutral" style="color:#1f5fa8">Sales bot<\/a><br>/,
    );
    expect(html.match(/<a href="http/g)).toHaveLength(1);
    expect(plain).not.toContain('example.com/?a');
    expect(plain).toBe((await mail(sampleDigest())).plain);
  });

  test('leads nowhere outside the web', async () => {
    const { html } = await mail(linkedDigest('javascript:alert(1)'));
    expect(html).toBe((await mail(sampleDigest())).html);
  });
});

/** Every table full, with names that take six bytes a character in HTML, and addresses of bots that take five. */
function longTables(): Digest {
  const sample = crowdedDigest();
  const name = '"'.repeat(300);
  const link = `https://example.com/?${'&'.repeat(129)}`;
  return {
    ...sample,
    sections: sample.sections.map((section) => {
      if (section.kind !== 'table') return { ...section, title: name, hint: name, alt: name };
      const [first = []] = section.rows;
      const row = (text: string) => [
        { value: text, text, ...(section.id === 'by-bot' && { link }) },
        ...first.slice(1),
      ];
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

describe('the verdict', () => {
  test('is the first line of the text part, and stands under the title beside a bar in the colour of its tone', async () => {
    for (const digest of [sampleDigest(), hostileDigest('long title '.repeat(300))]) {
      const { html, plain } = await mail(digest);
      const [first = ''] = plain.split('\n\n');
      const said = digest.verdict.text.replace(/\s+/g, ' ').slice(0, 400).trim();
      expect(first.replace(/\s+/g, ' ')).toContain(said);
      expect(plain.slice(0, 500).replace(/\s+/g, ' ')).toContain(said.slice(0, 60));
      expect(html.indexOf('class="bar')).toBeGreaterThan(html.indexOf('<h1'));
      expect(html.indexOf('class="bar')).toBeLessThan(html.indexOf('scope="row"'));
    }
  });

  test.each([
    ['attention', 'attention', '#b4530a'],
    ['good', 'neutral', '#1f5fa8'],
    ['muted', 'slight', '#5b6675'],
  ] as const)('of the tone %s has a bar of the class %s', async (tone, name, color) => {
    const { html } = await mail(sampleDigest({ verdict: { rule: 'level', tone, text: 'More.' } }));
    expect(html).toMatch(new RegExp(`<td class="bar ${name}"[^>]*border-left:4px solid ${color};`));
  });
});

describe('marks', () => {
  const LEGEND = /[◆■□]\u00a0[^·\n]+( · [◆■□]\u00a0[^·\n]+)*/;

  test('tell the tones of callouts apart by shape, in both parts', async () => {
    const { html, plain } = await mail(sampleDigest());
    const tones = [...html.matchAll(/class="(\w+)"[^>]*>([◆■□])<\/td>/g)].map(([, tone, mark]) => [
      mark,
      tone,
    ]);
    expect(tones).toEqual([
      ['◆', 'attention'],
      ['■', 'neutral'],
      ['□', 'slight'],
      ['■', 'neutral'],
    ]);
    expect(plain.match(/^[◆■□](?= (The|Conv|Thurs|New))/gm)).toEqual(['◆', '■', '□', '■']);
  });

  test('are explained where they are used, and only there', async () => {
    const all = await mail(sampleDigest());
    const meanings = '◆\u00a0needs a look · ■\u00a0a change · □\u00a0for information';
    for (const part of [all.html, all.plain]) expect(part).toContain(meanings);
    const quiet = await mail(emptyDigest());
    for (const part of [quiet.html, quiet.plain]) expect(part).not.toMatch(LEGEND);
    const { callouts } = sampleDigest();
    const calm = await mail(
      sampleDigest({ callouts: { ...callouts, items: callouts.items.slice(2, 3) }, sections: [] }),
    );
    expect(LEGEND.exec(calm.plain)?.[0]).toBe('□\u00a0for information');
  });
});

test('a figure stands with its change, what it was and what is usual', async () => {
  const { html, plain } = await mail(sampleDigest());
  expect(visible(html)).toMatch(/Paid usual 987 – 1,069 1,075 ▲ 4.6% from 1,028/);
  expect(plain).toMatch(/^Paid {13}1,075 {3}▲\u00a04.6% {9}from 1,028 {3}usual 987\u00a0–\u00a01,069$/m);
});

describe('a goal', () => {
  const withGoal = (met: boolean | null) => {
    const text = { true: 'met', false: 'missed', null: 'open' }[`${met}`];
    const goal = { side: 'above', limit: 2000, met, text: `goal above 2,000 & more: ${text}` } as const;
    const { tiles } = sampleDigest();
    return sampleDigest({ tiles: tiles.map((tile) => (tile.id === 'paid' ? { ...tile, goal } : tile)) });
  };

  test('that is missed stands under its figure with a mark, in the warning colour', async () => {
    const { html, plain } = await mail(withGoal(false));
    expect(html).toMatch(
      /1,075<div class="attention" style="[^"]*600;[^"]*color:#b4530a">◆ goal above 2,000 &amp; more: missed<\/div>/,
    );
    expect(plain).toMatch(/^Paid .*\n {2}◆ goal above 2,000 & more: missed$/m);
  });

  test.each([
    [true, 'met'],
    [null, 'open'],
  ])('of which met is %s stands there in grey', async (met, word) => {
    const { html, plain } = await mail(withGoal(met));
    expect(html).toMatch(
      new RegExp(`1,075<div class="slight" [^>]*color:#5b6675">goal above 2,000 &amp; more: ${word}<`),
    );
    expect(plain).toMatch(new RegExp(`^Paid .*\\n {2}goal above 2,000 & more: ${word}$`, 'm'));
  });

  test('stands with what is missing where there is no figure', async () => {
    const digest = withGoal(null);
    const tiles = digest.tiles.map((tile) => ({ ...tile, value: null, text: 'No answer' }));
    const { html, plain } = await mail({ ...digest, tiles });
    expect(html).toMatch(/No answer<div class="slight"[^>]*>goal above 2,000 &amp; more: open</);
    expect(plain).toMatch(/^Paid +No answer\n {2}goal above 2,000 & more: open$/m);
  });

  test('that is missed alone has its mark explained', async () => {
    const digest = { ...withGoal(false), sections: [], callouts: { items: [], emptyText: 'Nothing.' } };
    expect((await mail(digest)).html).toContain('◆\u00a0needs a look');
  });
});

describe('pictures for other screens', () => {
  const shownOn = (html: string) =>
    Object.fromEntries(
      [...html.matchAll(/@media ([^{]+)\{((?:[^{}]*\{[^{}]*\})*)/g)].map(([, query = '', rules = '']) => [
        query.trim(),
        [...rules.matchAll(/\.(narrow-dark|wide|narrow|dark)\b[^{]*\{[^}]*display: (\w+)/g)].map(
          ([, form, display]) => `${form} ${display}`,
        ),
      ]),
    );

  test('replace the wide one on phones and on dark grounds, by media query', async () => {
    const { html } = await mail(sampleDigest());
    expect(shownOn(html)).toMatchObject({
      '(max-width: 480px)': ['wide none', 'narrow block'],
      '(prefers-color-scheme: dark)': ['wide none', 'dark block'],
      '(prefers-color-scheme: dark) and (max-width: 480px)': ['dark none', 'narrow-dark block'],
    });
    expect(html).not.toContain('class="picture"');
  });

  test('are hidden from Outlook, which would show all of them', async () => {
    const { html } = await mail(sampleDigest());
    const hidden = [...html.matchAll(/<!--\[if !mso\]><!--><img hidden [^>]*><!--<!\[endif\]-->/g)];
    expect(hidden).toHaveLength(9);
  });

  test('are left out with the wide one on a white ground where the message has no room', async () => {
    const { html, files } = await mail(sampleDigest(), { variants: async () => [] });
    expect(html.match(/<img /g)).toHaveLength(3);
    expect(html.match(/class="picture"/g)).toHaveLength(3);
    expect(html).not.toMatch(/class="wide"|<img hidden|<p [^>]*hidden/);
    expect(files).toHaveLength(5);
  });

  test('say of a scale which end is more on each ground', async () => {
    const { html } = await mail(sampleDigest());
    expect(html.match(/class="hint secondary on-light"[^>]*>[^<]*Darker is more\.</g)).toHaveLength(1);
    expect(html.match(/class="hint secondary on-dark" hidden[^>]*>[^<]*Lighter is more\.</g)).toHaveLength(1);
  });

  test('are not sent with a template that does not show them', async () => {
    const template = () => '{% for chart in charts %}<img src="cid:{{ chart.picture.cid }}">{% endfor %}';
    const { files } = await mail(sampleDigest(), { template });
    expect(files.flatMap(({ cid }) => cid ?? [])).toEqual([
      'fallback-weeks@botdigest',
      'conversations@botdigest',
      'heatmap@botdigest',
    ]);
  });
});

test.each(['de', 'en', 'es', 'fr', 'pl', 'uk'])(
  'a heatmap’s sentence in %s names the darker end',
  (locale) => {
    const words = wordsOf(sampleDigest({ locale }));
    for (const key of ['hint.heatmapBusiest', 'hint.heatmapMean'] as const)
      expect(words.say(key, { zone: 'UTC', busiest: 'x' })).toContain(words.say('scale.darker'));
  },
);

describe('pictures', () => {
  test('are named by content id with their size and what they show', async () => {
    const { html } = await mail(sampleDigest());
    const pictures = [...html.matchAll(/<img [^>]*>/g)].map(([tag]) => tag);
    expect(pictures).toHaveLength(12);
    for (const tag of pictures) {
      const [width, display] = [/narrow/.test(tag) ? 324 : 536, /hidden/.test(tag) ? 'none' : 'block'];
      expect(tag).toMatch(/src="cid:[\w-]+@botdigest" alt="[^"]{10,}" width="\d+" height="\d+" border="0"/);
      expect(tag).toContain(`width="${width}"`);
      expect(tag).toContain(`style="display:${display};width:${width}px;max-width:100%;height:auto;`);
    }
    expect(pictures.filter((tag) => !tag.includes('hidden'))).toHaveLength(3);
  });

  test('wider than the column shrink to it and keep their shape', async () => {
    const pictures = async () => samplePictures().map((file) => ({ ...file, width: 1072, height: 440 }));
    expect((await mail(sampleDigest(), { pictures })).html).toContain('width="536" height="220"');
  });

  test('of other sections stand in where the preferred ones are not in the digest', async () => {
    const sections = sampleDigest().sections.filter(({ id }) => id !== 'heatmap' && !id.endsWith('weeks'));
    const { files } = await mail(sampleDigest({ sections }));
    expect(files.flatMap(({ cid }) => cid ?? []).slice(0, 3)).toEqual([
      'conversations@botdigest',
      'messages@botdigest',
      'conversations-by-source@botdigest',
    ]);
  });
});

test('nothing in the mail is fetched from anywhere', async () => {
  const { html } = await mail(sampleDigest());
  expect(html).not.toMatch(/@import|<link|<script|<svg|\.webp|url\(/i);
  expect(
    [...html.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, address = '']) => address.split(':')[0]),
  ).toEqual([...Array(12).fill('cid'), 'mailto']);
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
  test('leads to a link with the token of its reader', async () => {
    const secret = new Secret('correct horse battery staple');
    const url = 'https://example.com/stop?who={address}&key={token}';
    const { html } = await mail(sampleDigest(), {
      audience: { target: 'a@example.com', unsubscribe: { mailto: 'reports@example.com', url, secret } },
    });
    const key = unsubscribeToken(secret, { address: 'a@example.com', digest: 'weekly-support' });
    expect(html).toContain(`https://example.com/stop?who=a%40example.com&amp;key=${key}"`);
  });

  const link = async (unsubscribe: { mailto: string; url: string | null } | null) => {
    const { html, plain } = await mail(sampleDigest(), {
      audience: { target: 'a@example.com', unsubscribe: unsubscribe && { ...unsubscribe, secret: null } },
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
  expect(html.match(/<table dir="rtl"/g)).toHaveLength(7);
  expect(html).toMatch(/class="bar \w+" align="right" style="[^"]*border-right:4px solid #b4530a;/);
  expect(html).toContain('<th scope="row" align="right"');
});

/** The names of all fields of a view. */
function fieldsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(fieldsOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [name, ...fieldsOf(inner)]);
}

test('the documents name every field that a template can use', () => {
  const page = readFileSync('docs/configuration.md', 'utf8');
  const [, table = ''] = /\| field of the mail \|(.*?)\n\n/s.exec(page) ?? [];
  const former = ['lead', 'rest', 'quiet'];
  for (const { colors: _colors, dark: _dark, notes: _notes, unsubscribe: _way, ...view } of sampleMails)
    for (const field of fieldsOf(view)) if (!former.includes(field)) expect(table).toContain(field);
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
