import { describe, expect, test } from 'vitest';
import { composeDigest } from '../../../../src/digest/compose.js';
import type { Digest, HeatmapSection } from '../../../../src/digest/digest.js';
import { occurrencesOf } from '../../../../src/digest/figures/occurrences.js';
import { addDays, localTime, startOfDay } from '../../../../src/lib/time/zone.js';
import { SUPPORT, WEEKLY } from '../../../support/digests.js';
import { formsOf } from '../../../support/forms.js';
import { digestConfig, snapshot, type TestSnapshot, windowOf } from '../../../support/snapshot.js';
import { workbookText } from '../../../support/workbook-text.js';
import { readPdf } from '../../render/pdf/reading.js';

const MINUTE = 60_000;

/** Weekdays and hours on the clock, minute by minute: an hour of a day counts once, however long it is. */
function countedByMinutes(zone: string, [first, last]: readonly [string, string], until: number) {
  const counts = Array.from({ length: 7 }, () => new Array<number>(24).fill(0));
  const seen = new Set<string>();
  const end = Math.min(startOfDay(zone, addDays(last, 1)), until);
  for (let at = startOfDay(zone, first); at < end; at += 15 * MINUTE) {
    const { day, hour, weekday } = localTime(zone, at);
    if (seen.has(`${day} ${hour}`)) continue;
    seen.add(`${day} ${hour}`);
    const row = counts[weekday - 1] ?? [];
    row[hour] = (row[hour] ?? 0) + 1;
  }
  return counts;
}

describe('the days that had an hour', () => {
  test.each<{ zone: string; days: readonly [string, string]; until?: string }>([
    { zone: 'Europe/Warsaw', days: ['2026-10-01', '2026-10-31'] },
    { zone: 'Europe/Warsaw', days: ['2026-03-23', '2026-03-29'] },
    { zone: 'Europe/Warsaw', days: ['2026-10-19', '2026-10-25'] },
    { zone: 'America/New_York', days: ['2026-11-01', '2026-11-10'] },
    { zone: 'Australia/Lord_Howe', days: ['2026-10-01', '2026-10-10'] },
    { zone: 'Australia/Lord_Howe', days: ['2026-04-01', '2026-04-10'] },
    { zone: 'Asia/Kolkata', days: ['2026-11-01', '2026-11-12'] },
    { zone: 'America/Havana', days: ['2026-03-01', '2026-03-31'] },
    { zone: 'Europe/Warsaw', days: ['2026-11-01', '2026-11-23'], until: '2026-11-23T10:30:00Z' },
    { zone: 'Europe/Warsaw', days: ['2026-11-23', '2026-11-23'], until: '2026-11-23T10:00:00Z' },
  ])('in $zone over $days until $until', ({ zone, days, until }) => {
    const end = until === undefined ? Number.POSITIVE_INFINITY : Date.parse(until);
    expect(occurrencesOf(windowOf(zone, days), end)).toEqual(countedByMinutes(zone, days, end));
  });
});

const heatmapOf = ({ sections }: Digest): HeatmapSection => {
  const found = sections.find((section) => section.kind === 'heatmap');
  if (!found) throw new Error('no heatmap');
  return found;
};

/** In this month Thursdays have more in all, because there are five of them; a Monday has more each. */
const OCTOBER: TestSnapshot = {
  ...WEEKLY,
  days: ['2026-10-01', '2026-10-31'],
  before: null,
  bots: [{ ...SUPPORT, weekdays: [180, 100, 100, 168, 100, 20, 10] }],
};
const composed = (of: TestSnapshot, locale = 'en-GB') =>
  composeDigest(snapshot(of), digestConfig(of, { locale }));

describe('the busiest hour', () => {
  test.each<{ title: string; of: TestSnapshot; hour: string; value: string }>([
    { title: 'of a month', of: OCTOBER, hour: 'Monday 12:00 – 13:00', value: '17.0 on average' },
    {
      title: 'of ten days',
      of: {
        ...OCTOBER,
        days: ['2026-11-11', '2026-11-20'],
        bots: [{ ...SUPPORT, weekdays: [180, 20, 100, 20, 20, 20, 20] }],
      },
      hour: 'Monday 12:00 – 13:00',
      value: '17.0 on average',
    },
    {
      title: 'of two weeks, whose weekdays are equal in number',
      of: { ...OCTOBER, days: ['2026-11-09', '2026-11-22'] },
      hour: 'Monday 12:00 – 13:00',
      value: '17.0 on average',
    },
    {
      title: 'of large numbers, without decimals',
      of: { ...OCTOBER, bots: [{ ...SUPPORT, weekdays: [18_000, 100, 100, 16_800, 100, 20, 10] }] },
      hour: 'Monday 12:00 – 13:00',
      value: '1,710 on average',
    },
    {
      title: 'of a week is a count',
      of: { ...OCTOBER, days: ['2026-11-16', '2026-11-22'] },
      hour: 'Monday 12:00 – 13:00',
      value: '17',
    },
    {
      title: 'of a week with a clock change is a count',
      of: { ...OCTOBER, days: ['2026-10-19', '2026-10-25'] },
      hour: 'Monday 12:00 – 13:00',
      value: '17',
    },
  ])('$title', ({ of, hour, value }) => {
    const digest = composed(of);
    const section = heatmapOf(digest);
    const plain = (text: string | undefined) => (text ?? '').replaceAll('\u00a0', ' ');
    const busiest = new RegExp(`Busiest: ${hour}[^.]* with ${value}( each)?[.,]`);
    expect(plain(section.hint)).toMatch(busiest);
    expect(plain(section.alt)).toMatch(busiest);
    const callout = digest.callouts.items.find(({ rule }) => rule === 'busiest');
    expect(plain(callout?.heading)).toBe(hour);
    expect(plain(callout?.body)).toContain(
      ` (${value}${value.includes('average') ? '' : ' conversations'} each)`,
    );
    expect(section.texts[section.busiest?.row ?? -1]?.[section.busiest?.hour ?? -1]).toBe(
      value.split(' ')[0],
    );
  });

  test('is the highest mean, and counts and occurrences stand beside it', () => {
    const { cells, busiest, total, max } = heatmapOf(composed(OCTOBER));
    const highest = Math.max(...cells.flat().map(({ mean }) => mean ?? 0));
    expect(cells[busiest?.row ?? -1]?.[busiest?.hour ?? -1]?.mean).toBe(highest);
    for (const { value, mean, occurrences } of cells.flat()) expect(mean).toBe((value ?? 0) / occurrences);
    expect(cells.flat().reduce((sum, { value }) => sum + (value ?? 0), 0)).toBe(total);
    expect(max).toBe(Math.max(...cells.flat().map(({ value }) => value ?? 0)));
    expect(cells.map((row) => row[12]?.occurrences)).toEqual([4, 4, 4, 5, 5, 5, 4]);
  });

  test.each([
    ['when it was due', '2026-11-23T09:00:00Z', [4, 3]],
    ['when its figures came late', '2026-11-23T07:00:00Z', [4, 3]],
    ['when the day was over', '2026-11-24T07:00:00Z', [4, 4]],
  ])('of a month that still runs counts the hours that had come %s', (_when, due, mondays) => {
    const of = { ...OCTOBER, days: ['2026-11-01', '2026-11-23'], scheduledFor: Date.parse(due) } as const;
    const late = { ...snapshot(of), fetchedAt: '2026-11-23T09:00:00.000Z' };
    const { cells } = heatmapOf(composeDigest(late, digestConfig(of)));
    expect(cells[0]?.slice(9, 11).map(({ occurrences }) => occurrences)).toEqual(mondays);
  });

  test('has no mean of an hour that has not come', () => {
    const section = heatmapOf(
      composed({
        ...OCTOBER,
        days: ['2026-11-23', '2026-11-23'],
        scheduledFor: Date.parse('2026-11-23T09:00:00Z'),
        bots: [{ ...SUPPORT, weekdays: [0] }],
        reports: ['heatmap'],
      }),
    );
    const hours = section.cells[0]?.slice(8, 12) ?? [];
    expect(hours.map(({ occurrences }) => occurrences)).toEqual([1, 1, 0, 0]);
    expect(hours.map(({ mean }) => mean)).toEqual([0, 0, null, null]);
    expect(section.texts[0]?.slice(8, 12)).toEqual(['0', '0', '', '']);
  });

  test.each([
    ['en-GB', '17.0 on average'],
    ['de-DE', '17,0 im Schnitt'],
    ['fr-FR', '17,0 en moyenne'],
    ['es-ES', '17,0 de media'],
    ['pl-PL', 'średnio 17,0'],
    ['uk-UA', 'у середньому 17,0'],
  ])('is said to be an average in %s', (locale, words) => {
    const digest = composed(OCTOBER, locale);
    expect(heatmapOf(digest).alt).toContain(words);
    expect(heatmapOf(digest).hint).toContain(words);
    expect(digest.callouts.items.find(({ rule }) => rule === 'busiest')?.body).toContain(words);
  });

  test('is the same in every form', async () => {
    const forms = await formsOf(composed(OCTOBER));
    const { pages } = await readPdf(forms.pdf);
    const pdf = pages.flatMap(({ boxes }) => boxes.map(({ text }) => text)).join(' ');
    for (const form of [pdf, forms.html, forms.text, forms.slack])
      expect(form.replace(/\s+/g, ' ')).toContain(
        'and 2 other hours were the busiest (17.0 on average each)',
      );
    const [, heatmap = ''] = (await workbookText(forms.xlsx)).split(/^# (?=Heatmap$)/m);
    const cells = [
      ...(heatmap.split(/^# /m)[0]?.matchAll(/^([A-Z]+)(\d+) number (\S+) \[#,##0\.0\]/gm) ?? []),
    ];
    const highest = Math.max(...cells.map(([, , , value]) => Number(value)));
    expect(
      cells.filter(([, , , value]) => Number(value) === highest).map(([, column, row]) => [column, row]),
    ).toEqual([
      ['N', '5'],
      ['O', '5'],
      ['P', '5'],
    ]);
  });
});
