import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { parseConfig } from '../../../../src/config/load.js';
import { BUNDLED_DIGITS } from '../../../../src/config/read/printed.js';
import { createFormat } from '../../../../src/digest/language/format.js';
import { parseFont } from '../../../../src/lib/font.js';
import { createFontLoader } from '../../../../src/render/fonts/font-loader.js';
import { INTER } from '../../../../src/render/fonts/inter.js';
import { createTypesetter } from '../../../../src/render/fonts/typesetter.js';
import { tempFolder } from '../../../support/temp-folder.js';
import { context } from '../plugins.js';

const folder = await tempFolder();
afterAll(() => folder.remove());

const text = (keys: string, digest = '') => `chatbot: { token: t }
${keys}
bots: { support: { storyId: 5b07ff77c2376e30306d9b12 } }
digests:
  weekly:
    bots: [support]
${digest}`;
const load = (keys: string, digest = '') =>
  parseConfig(text(keys, digest), `${folder.path}/config.yaml`, context);

test('the numbering systems that are taken for printable are those whose digits the bundled fonts have', async () => {
  const loader = createFontLoader();
  const printable: string[] = [];
  for (const system of Intl.supportedValuesOf('numberingSystem')) {
    const digits = new Intl.NumberFormat(`en-u-nu-${system}`, { useGrouping: false }).format(9_876_543_210);
    const typeset = createTypesetter(await loader.load([digits], { own: null, locale: 'en-GB' }));
    const shown = ([400, 500, 600] as const).map((weight) => typeset(digits, weight, 'ltr'));
    if (shown.every((pieces) => pieces.map((piece) => piece.text).join('') === digits))
      printable.push(system);
  }
  expect(printable).toEqual([...BUNDLED_DIGITS].sort());
});

describe('The digits of a locale', () => {
  test.each([
    ['mr-IN', '१२,३४,५६७', '12,34,567'],
    ['bn-BD', '১২,৩৪,৫৬৭', '12,34,567'],
    ['ne-NP', '१२,३४,५६७', '12,34,567'],
    ['my-MM', '၁,၂၃၄,၅၆၇', '1,234,567'],
    ['en-GB-u-nu-deva', '१,२३४,५६७', '1,234,567'],
    ['de-DE-u-nu-thai', '๑.๒๓๔.๕๖๗', '1.234.567'],
    ['nqo-GN', '߁،߂߃߄،߅߆߇', '1،234،567'],
  ])('are Latin in %s, and that is said', async (locale, own, latin) => {
    expect(createFormat(locale, 'UTC').count(1234567)).toBe(own);
    const { digests, locale: common, warnings } = await load(`locale: ${locale}`);
    expect(createFormat(digests.get('weekly')?.locale ?? '', 'UTC').count(1234567)).toBe(latin);
    expect(createFormat(common, 'UTC').count(1234567)).toBe(latin);
    expect(warnings.join('\n')).toContain(
      `no bundled font has the digits of ${locale}: all forms have Latin ones`,
    );
  });

  test.each([
    ['fa-IR', '۱٬۲۳۴٬۵۶۷'],
    ['ar-EG', '١٬٢٣٤٬٥٦٧'],
    ['hi-IN', '12,34,567'],
    ['th-TH', '1,234,567'],
    ['pl-PL', '1\u00a0234\u00a0567'],
    ['mr-IN-u-nu-latn', '12,34,567'],
  ])('stay what they are in %s', async (locale, count) => {
    const { digests, warnings } = await load(`locale: ${locale}`);
    expect(digests.get('weekly')?.locale).toBe(locale);
    expect(createFormat(locale, 'UTC').count(1234567)).toBe(count);
    expect(warnings.join('\n')).not.toContain('digits');
  });

  test('are settled for each digest and each entry of deliver', async () => {
    const { digests, warnings } = await load(
      '',
      '    locale: mr-IN\n    deliver:\n      - { folder: { path: ./a }, locale: bn-BD }\n      - { folder: { path: ./b }, locale: pl-PL }\n',
    );
    const weekly = digests.get('weekly');
    expect(weekly?.locale).toBe('mr-IN-u-nu-latn');
    expect(weekly?.deliver.map(({ slice }) => slice.changes.locale)).toEqual(['bn-BD-u-nu-latn', 'pl-PL']);
    expect(weekly?.deliver.map(({ slice }) => slice.name)).toEqual(['bn-BD', 'pl-PL']);
    expect(warnings.map((warning) => /(\d+:\d+: \S+): .*digits/.exec(warning)?.[1])).toEqual([
      '7:13: digests.weekly.locale',
      '9:42: digests.weekly.deliver[0].locale',
    ]);
  });

  test('stay the locale’s where the theme’s own font has them in each weight', async () => {
    writeFileSync(`${folder.path}/has.ttf`, fontWith('A०१२३४५६७८९'));
    writeFileSync(`${folder.path}/lacks.ttf`, fontWith('A०१२'));
    const whole = await load('locale: mr-IN\ntheme: { font: { regular: has.ttf } }');
    expect(whole.digests.get('weekly')?.locale).toBe('mr-IN');
    expect(whole.warnings.join('\n')).not.toContain('digits');
    const parted = await load('locale: mr-IN\ntheme: { font: { regular: has.ttf, semibold: lacks.ttf } }');
    expect(parted.digests.get('weekly')?.locale).toBe('mr-IN-u-nu-latn');
  });
});

test.each([
  ['bots', 'साप्ताहिक', 'bots.support.name', true],
  ['bots', 'Bot ไทย', 'bots.support.name', true],
  ['bots', 'روبوت 日本 Ωμέγα Бот 👍', 'bots.support.name', false],
  ['title', 'साप्ताहिक', 'digests.weekly.title', true],
  ['title', 'Week in review', 'digests.weekly.title', false],
])('letters that no font has in %s “%s” are said', async (kind, name, path, said) => {
  const config = text('', kind === 'title' ? `    title: ${name}\n` : '').replace(
    'storyId',
    kind === 'bots' ? `name: ${name}, storyId` : 'storyId',
  );
  const { warnings } = await parseConfig(config, `${folder.path}/config.yaml`, context);
  expect(
    warnings.some((warning) => warning.includes(`${path}: “${name}” has letters that no bundled font has`)),
  ).toBe(said);
});

test('months and weekdays that no font has the letters of are said', async () => {
  mkdirSync(`${folder.path}/templates/messages`, { recursive: true });
  writeFileSync(`${folder.path}/templates/messages/mr.yaml`, 'tile.conversations: संभाषणे\n');
  const { warnings } = await load('locale: mr-IN\ntemplates: templates');
  expect(warnings.join('\n')).toContain('months and weekdays of mr-IN have letters that no bundled font has');
});

/** Inter with a table of letters that has these alone, each drawn as one of Inter's. */
function fontWith(letters: string): Buffer {
  const font = Buffer.from(readFileSync(INTER[400]));
  const glyph = parseFont(font).layout('A', {}).glyphs[0]?.id ?? 0;
  const points = Array.from(letters, (letter) => letter.codePointAt(0) ?? 0).sort(
    (one, other) => one - other,
  );
  const groups = points.flatMap((point) => [point, point, glyph]);
  const table = Buffer.alloc(12 + 16 + groups.length * 4);
  table.writeUInt16BE(1, 2);
  table.writeUInt16BE(3, 4);
  table.writeUInt16BE(10, 6);
  table.writeUInt32BE(12, 8);
  table.writeUInt16BE(12, 12);
  table.writeUInt32BE(16 + groups.length * 4, 16);
  table.writeUInt32BE(points.length, 24);
  for (const [index, value] of groups.entries()) table.writeUInt32BE(value, 28 + index * 4);
  const entry = font.indexOf('cmap', 12, 'latin1');
  font.writeUInt32BE(font.length, entry + 8);
  font.writeUInt32BE(table.length, entry + 12);
  return Buffer.concat([font, table]);
}
