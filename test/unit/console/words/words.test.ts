import { expect, test } from 'vitest';
import { goesToText, maskedAddress, recipientOf } from '../../../../src/console/words/readers.js';
import { scheduleText } from '../../../../src/console/words/schedules.js';
import { clockText, relativeText, spanText } from '../../../../src/console/words/times.js';

test.each([
  ['0 8 * * MON', 'Mondays 08:00'],
  ['30 9 * * MON-FRI', 'Mon–Fri 09:30'],
  ['0 9 * * 1-5', 'Mon–Fri 09:00'],
  ['0 9 * * 0', 'Sundays 09:00'],
  ['0 9 * * MON,THU', 'Mon, Thu 09:00'],
  ['5 7 * * *', 'Daily 07:05'],
  ['0 8,17 * * *', 'Daily 08:00, 17:00'],
  ['0 8 1 * *', '1st of the month, 08:00'],
  ['0 8 12 * *', '12th of the month, 08:00'],
  ['0 8 23 * *', '23rd of the month, 08:00'],
  ['* * * * *', 'Every minute'],
  ['15 * * * *', 'Hourly at :15'],
  ['0 8 1 1 *', '0 8 1 1 *'],
  ['0 8 1 * MON', '0 8 1 * MON'],
  ['*/5 8 * * *', '*/5 8 * * *'],
  ['lastWorkingDay 17:00', 'Last working day, 17:00'],
  ['firstWorkingDay 08:00', 'First working day, 08:00'],
  ['2026-12-31T17:00', 'once: 2026-12-31 17:00'],
])('the schedule “%s” is “%s”', (schedule, text) => expect(scheduleText(schedule)).toBe(text));

test('without a schedule it is on demand', () => expect(scheduleText(null)).toBe('on demand'));

test.each([
  [0, '0 s'],
  [19_600, '20 s'],
  [60_000, '1 min'],
  [134 * 60_000, '2 h 14 min'],
  [3 * 3_600_000, '3 h'],
  [3 * 86_400_000, '3 days'],
])('%d ms are %s', (ms, text) => expect(spanText(ms)).toBe(text));

test('times are those of the zone, with the year where it is another', () => {
  const at = Date.UTC(2026, 10, 23, 7);
  expect(clockText(at, 'Europe/Warsaw', at)).toBe('Mon 23 Nov, 08:00');
  expect(clockText(at, 'America/New_York', at + 90 * 86_400_000)).toBe('Mon 23 Nov 2026, 02:00');
  expect([relativeText(at, at - 60_000), relativeText(at, at + 20_000)]).toEqual(['in 1 min', '20 s ago']);
});

test.each([
  ['ada.lovelace@example.com', 'a…@example.com'],
  ['Ada Lovelace <ada@example.com>', 'a…@example.com'],
  ['"ada lovelace"@example.com', '"…"@example.com'],
  ['Not delivered: ada@example.com, bob@example.com.', 'Not delivered: a…@example.com, b…@example.com.'],
  ['C0123456789', 'C0123456789'],
])('%s is shown as %s to whoever did not sign in', (address, shown) =>
  expect(maskedAddress(address)).toBe(shown),
);

test('says how many people get it and which places, and whom a person means', () => {
  const mail = (address: string) => ({ kind: 'email', address });
  const places = [
    { kind: 'slack', address: 'C0123456789' },
    { kind: 'webhook', address: 'https://hooks.example.com/secret' },
  ];
  expect(goesToText([mail('a@x'), mail('b@x'), mail('a@x'), ...places])).toBe(
    '2 people · Slack C0123456789 · Webhook',
  );
  expect(goesToText([mail('a@x')])).toBe('1 person');
  expect(goesToText([])).toBe('nobody');
  expect(recipientOf('C0123456789').kind).toBe('slack');
  expect(recipientOf('cx@example.com').kind).toBe('email');
});
