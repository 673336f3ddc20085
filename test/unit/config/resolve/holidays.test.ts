import { expect, test } from 'vitest';
import { parseConfig } from '../../../../src/config/load.js';
import { context } from '../plugins.js';

/** The holidays of the digests a, b, … of a file that begins with `top`; dates without a name have none after them. */
async function holidaysOf(top: string, ...digests: string[]): Promise<string[][]> {
  const entries = digests.map((keys, at) => `  ${'abc'[at]}: { bots: [x]${keys && `, ${keys}`} }`);
  const text = ['chatbot: { token: t }', 'bots: { x: { storyId: s } }', top, 'digests:', ...entries].join(
    '\n',
  );
  const config = await parseConfig(text, '/nowhere/config.yaml', context);
  return [...config.digests.values()].map(({ holidays }) =>
    holidays.map(({ day, name }) => `${day} ${name}`.trim()),
  );
}

const of = (year: number, days: readonly string[] = []) => days.filter((day) => day.startsWith(`${year}`));

test('a digest without holidays has none', async () => {
  expect(await holidaysOf('', '')).toEqual([[]]);
  expect(await holidaysOf('holidays: off', '')).toEqual([[]]);
  expect(await holidaysOf('holidays: {}', '')).toEqual([[]]);
});

test('a country has its public holidays, from two years ago to ten years ahead, in the language of the digest', async () => {
  const [english, polish, other] = await holidaysOf(
    'holidays: { country: pl }',
    '',
    'locale: pl',
    'locale: ja',
  );
  expect(of(2026, polish)).toEqual([
    '2026-01-01 Nowy Rok',
    '2026-01-06 Święto Trzech Króli',
    '2026-04-05 Niedziela Wielkanocna',
    '2026-04-06 Drugi dzień Wielkanocy',
    '2026-05-01 Święto Państwowe',
    '2026-05-03 Święto Narodowe Trzeciego Maja',
    '2026-05-24 Zielone Świątki',
    '2026-06-04 Dzień Bożego Ciała',
    '2026-08-15 Wniebowzięcie Najświętszej Maryi Panny',
    '2026-11-01 Wszystkich Świętych',
    '2026-11-11 Narodowe Święto Niepodległości',
    '2026-12-24 Wigilia Bożego Narodzenia',
    '2026-12-25 Pierwszy dzień Bożego Narodzenia',
    '2026-12-26 Drugi dzień Bożego Narodzenia',
  ]);
  expect(of(2026, english)[5]).toBe('2026-05-03 Constitution Day');
  expect(other).toEqual(polish);
  const years = [...new Set(polish?.map((day) => day.slice(0, 4)))];
  expect(years).toEqual(Array.from({ length: 13 }, (_, index) => `${2024 + index}`));
});

test('a region adds its own holidays, and so does a part of one', async () => {
  const [country, region, part] = await holidaysOf(
    '',
    'locale: de, holidays: { country: DE }',
    'locale: de, holidays: { country: DE, region: by }',
    'locale: de, holidays: { country: DE, region: BY-A }',
  );
  const added = (more: string[] = [], than: string[] = []) =>
    of(2026, more).filter((day) => !than.includes(day));
  expect(of(2026, country)).toHaveLength(9);
  expect(added(region, country)).toEqual([
    '2026-01-06 Heilige Drei Könige',
    '2026-06-04 Fronleichnam',
    '2026-11-01 Allerheiligen',
  ]);
  expect(added(part, region)).toEqual(['2026-08-08 Augsburger Friedensfest', '2026-08-15 Mariä Himmelfahrt']);
});

test.each([
  ['of several days', 'SA', '2026-05', ['26', '27', '28', '29']],
  ['that begin at sunset', 'IL', '2026-09', ['12', '13', '21', '26']],
  ['observed on a later day', 'GB', '2027-12', ['25', '26', '27', '28']],
  ['of half a day, from noon on', 'GT', '2026-12', ['25']],
])('holidays %s are all days whose morning they cover: %s in %s', async (_, country, month, days) => {
  const [found = []] = await holidaysOf(`holidays: { country: ${country} }`, '');
  const inMonth = found.filter((day) => day.startsWith(month)).map((day) => day.slice(8, 10));
  expect(inMonth).toEqual(days);
});

test('days are added, named and taken out, in order, each once', async () => {
  const [days = []] = await holidaysOf(
    'holidays: { country: PL, extra: [2026-12-31, { on: 2026-12-24, text: Closed at noon }, 2026-12-25, { on: 2026-12-26, text: Ours }], except: [2026-11-01..2026-11-11] }',
    '',
  );
  expect(days.filter((day) => day > '2026-10' && day < '2027')).toEqual([
    '2026-12-24 Closed at noon',
    '2026-12-25 Christmas Day',
    '2026-12-26 Ours',
    '2026-12-31',
  ]);
});

test('a list is days and nothing else, ranges are all of their days', async () => {
  const [days] = await holidaysOf(
    '',
    'holidays: [2027-01-01, 2026-12-30..2026-12-31, { on: 2026-02-27..2026-03-01, text: Moving }]',
  );
  expect(days).toEqual([
    '2026-02-27 Moving',
    '2026-02-28 Moving',
    '2026-03-01 Moving',
    '2026-12-30',
    '2026-12-31',
    '2027-01-01',
  ]);
});

test('those of a digest replace the common ones', async () => {
  const [common, own, none] = await holidaysOf(
    'holidays: { country: PL }',
    '',
    'holidays: { country: DE, except: [2026-10-03] }',
    'holidays: off',
  );
  expect(common).toHaveLength(181);
  expect(of(2026, own).some((day) => day.startsWith('2026-10-03'))).toBe(false);
  expect(of(2027, own)).toContain('2027-10-03 National Holiday');
  expect(none).toEqual([]);
});
