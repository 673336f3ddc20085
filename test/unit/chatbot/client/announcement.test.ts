import { expect, test } from 'vitest';
import { announcementIn, announcementText } from '../../../../src/chatbot/client/announcement.js';

const heard = (headers: Readonly<Record<string, string>>) => {
  const found = announcementIn((name) => headers[name] ?? '');
  return found === null ? null : announcementText(found);
};

const END = ' Look for a newer version of botdigest, and ask ChatBot what takes its place.';

test.each([
  [{}, null],
  [{ date: 'Wed, 25 Nov 2026 10:00:00 GMT' }, null],
  [{ deprecation: '@1782777600' }, 'deprecation is dated 2026-06-30'],
  [{ deprecation: 'Tue, 30 Jun 2026 00:00:00 GMT' }, 'deprecation is dated 2026-06-30'],
  [{ deprecation: 'true' }, 'it is deprecated'],
  [{ deprecation: 'version="v1"; soon' }, 'it is deprecated'],
  [{ sunset: 'Wed, 30 Jun 2027 00:00:00 GMT' }, 'it ends on 2027-06-30'],
  [
    { deprecation: '@1782777600', sunset: 'Wed, 30 Jun 2027 00:00:00 GMT' },
    'deprecation is dated 2026-06-30, it ends on 2027-06-30',
  ],
  [{ sunset: 'next summer' }, 'it calls itself legacy (Sunset: next summer)'],
  [{ legacy: 'yes' }, 'it calls itself legacy (yes)'],
  [{ legacy: '\u001b[31mred\u202e line' }, 'it calls itself legacy (red line)'],
  [{ deprecation: '@99999999999999' }, 'it is deprecated'],
])('%j', (headers, says) => {
  expect(heard(headers)).toBe(says === null ? null : `The ChatBot API announces its end: ${says}.${END}`);
});

test('a header that says no is none', () => {
  expect(announcementIn((name) => (name === 'deprecation' ? 'false' : ''))).toBeNull();
});

test('what is said of a long header is short', () => {
  expect(heard({ legacy: 'x'.repeat(5_000) })?.length).toBeLessThan(300);
});
