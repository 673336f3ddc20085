import { afterEach, expect, test } from 'vitest';
import { firstWeekday } from '../../../../src/config/resolve/first-weekday.js';

const BY_LOCALE = [
  ['en-GB', 1],
  ['pl', 1],
  ['de', 1],
  ['en-US', 7],
  ['pt-BR', 7],
  ['ja', 7],
  ['ar-EG', 6],
  ['en', 7],
] as const;

const kept = (['weekInfo', 'getWeekInfo'] as const).map(
  (name) => [name, Object.getOwnPropertyDescriptor(Intl.Locale.prototype, name)] as const,
);
afterEach(() => {
  for (const [name, descriptor] of kept) {
    Reflect.deleteProperty(Intl.Locale.prototype, name);
    if (descriptor) Object.defineProperty(Intl.Locale.prototype, name, descriptor);
  }
});

test.each(BY_LOCALE)('a week in %s starts on day %d', (locale, first) => {
  expect(firstWeekday(undefined, locale)).toBe(first);
});

test('what is configured goes before the locale', () => {
  expect(firstWeekday('monday', 'en-US')).toBe(1);
  expect(firstWeekday('sunday', 'en-GB')).toBe(7);
});

test('a Node that has the one way of telling or the other, or none', () => {
  const known = new Map(BY_LOCALE.map(([locale]) => [locale, firstWeekday(undefined, locale)]));
  const tell = (place: PropertyDescriptor & ThisType<Intl.Locale>, name: string) => {
    for (const [other] of kept) Reflect.deleteProperty(Intl.Locale.prototype, other);
    if (name) Object.defineProperty(Intl.Locale.prototype, name, { ...place, configurable: true });
  };
  const info = (locale: Intl.Locale) => ({ firstDay: known.get(locale.toString() as 'pl') ?? 1 });
  tell(
    {
      get: function (this: Intl.Locale) {
        return info(this);
      },
    },
    'weekInfo',
  );
  expect(firstWeekday(undefined, 'ar-EG')).toBe(6);
  tell(
    {
      value: function (this: Intl.Locale) {
        return info(this);
      },
    },
    'getWeekInfo',
  );
  expect(firstWeekday(undefined, 'en-US')).toBe(7);
  tell({}, '');
  expect(firstWeekday(undefined, 'en-US')).toBe(1);
});
