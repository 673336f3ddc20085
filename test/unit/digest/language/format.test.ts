import { describe, expect, test } from 'vitest';
import { createFormat } from '../../../../src/digest/language/format.js';

const english = createFormat('en-GB', 'Europe/Warsaw');
const NBSP = '\u00a0';

describe('numbers', () => {
  test.each([
    ['en-GB', '1,734,000', '6.1', '8.9%', '+131', '−12'],
    ['en-US', '1,734,000', '6.1', '8.9%', '+131', '−12'],
    ['de-DE', '1.734.000', '6,1', `8,9${NBSP}%`, '+131', '−12'],
    ['fr-FR', `1${NBSP}734${NBSP}000`, '6,1', `8,9${NBSP}%`, '+131', '−12'],
    ['pl-PL', `1${NBSP}734${NBSP}000`, '6,1', '8,9%', '+131', '−12'],
  ])('are written as in %s', (locale, count, ratio, percent, plus, minus) => {
    const format = createFormat(locale, 'UTC');
    const shown = [
      format.count(1_734_000),
      format.ratio(6.1),
      format.percent(0.0891),
      format.signed(131),
      format.signed(-12),
    ];
    expect(shown).toEqual([count, ratio, percent, plus, minus]);
  });

  test('never show a negative zero', () => {
    expect([english.count(-0), english.ratio(-0), english.percent(-0), english.signed(-0)]).toEqual([
      '0',
      '0.0',
      '0.0%',
      '0',
    ]);
  });
});

describe.each([
  ['pl-PL', '16 listopada 2026', '16 – 22 listopada 2026', 'pon. 16 lis', 'listopad 2026', 'niedziela'],
  ['de-DE', '16. November 2026', '16. – 22. November 2026', 'Mo 16. Nov.', 'November 2026', 'Sonntag'],
  ['fr-FR', '16 novembre 2026', '16 – 22 novembre 2026', 'lun. 16 nov.', 'novembre 2026', 'dimanche'],
  [
    'es-ES',
    '16 de noviembre de 2026',
    '16 – 22 de noviembre de 2026',
    'lun 16 nov',
    'noviembre de 2026',
    'domingo',
  ],
  ['uk-UA', '16 листопада 2026 р.', '16 – 22 листопада 2026 р.', 'пн 16 лист.', 'листопад 2026 р.', 'неділя'],
])('dates in %s', (locale, day, days, short, month, sunday) => {
  const format = createFormat(locale, 'UTC');

  test('are written as readers there write them', () => {
    const shown = [
      format.day('2026-11-16'),
      format.days('2026-11-16', '2026-11-22'),
      format.shortDay('2026-11-16'),
      format.month('2026-11-16'),
      format.weekday(7),
    ];
    expect(shown.map((text) => text.replaceAll('\u00a0', ' '))).toEqual([day, days, short, month, sunday]);
  });
});

test.each([
  ['2026-07-01', '2026-07-01', '1er juillet 2026'],
  ['2026-07-01', '2026-07-05', '1er – 5 juillet 2026'],
  ['2026-04-01', '2026-06-30', '1er avril – 30 juin 2026'],
  ['2026-07-11', '2026-07-21', '11 – 21 juillet 2026'],
])('the first of a month has its ordinal in French: %s to %s is %s', (first, last, text) => {
  expect(createFormat('fr-FR', 'UTC').days(first, last).replaceAll('\u00a0', ' ')).toBe(text);
});

test('dates follow the words where those are in another language, and numbers do not', () => {
  const format = createFormat('it-IT', 'UTC', 'en-GB');
  expect([format.day('2026-11-16'), format.count(17_340)]).toEqual(['16 November 2026', '17.340']);
});

describe('dates', () => {
  test.each([
    ['2026-11-16', '2026-11-22', '16\u00a0–\u00a022 November 2026'],
    ['2026-11-16', '2026-11-16', '16 November 2026'],
    ['2026-11-30', '2026-12-06', '30 November\u00a0–\u00a06 December 2026'],
    ['2026-12-28', '2027-01-03', '28 December 2026\u00a0–\u00a03 January 2027'],
    ['2028-02-28', '2028-02-29', '28\u00a0–\u00a029 February 2028'],
  ])('from %s to %s are %s', (first, last, text) => {
    expect(english.days(first, last)).toBe(text);
  });

  test('keep plain spaces, which every font has', () => {
    expect(english.days('2026-11-16', '2026-11-22')).not.toMatch(/[\u2009\u202f]/);
  });

  test('name a day as briefly as the space allows', () => {
    const day = '2026-11-16';
    expect([
      english.shortDay(day),
      english.weekdayAndDay(day),
      english.dayAndMonth(day),
      english.shortMonth(day),
    ]).toEqual(['Mon 16 Nov', 'Mon 16', '16 Nov', 'Nov']);
  });

  test('stay in the Gregorian calendar where the locale has another', () => {
    expect(createFormat('th-TH', 'UTC').day('2026-11-16')).toContain('2026');
  });

  test('name weekdays from Monday, 1, to Sunday, 7', () => {
    expect(([1, 7] as const).map(english.weekday)).toEqual(['Monday', 'Sunday']);
  });
});

describe('times', () => {
  test.each([
    ['2026-11-23T07:00:00Z', '08:00'],
    ['2026-07-23T22:30:00Z', '00:30'],
  ])('of the instant %s are those of the zone: %s', (instant, text) => {
    expect(english.time(Date.parse(instant))).toBe(text);
  });

  test('run to 24:00', () => {
    expect([english.hour(8), english.hour(24)]).toEqual(['08:00', '24:00']);
  });
});
