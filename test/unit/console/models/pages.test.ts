import { expect, test } from 'vitest';
import type { Config } from '../../../../src/config/config.js';
import { calendarOf } from '../../../../src/console/models/calendar.js';
import { nextOf } from '../../../../src/console/models/due.js';
import { periodText } from '../../../../src/console/models/overview.js';
import { pictureOf } from '../../../../src/console/models/picture.js';
import { storyLines } from '../../../../src/console/models/run-story.js';
import { deliveriesText, filterOf, runsPath } from '../../../../src/console/models/runs.js';
import { settingsParts } from '../../../../src/console/models/settings.js';
import { maskedAddress } from '../../../../src/console/words/readers.js';
import type { StoredPause } from '../../../../src/ledger/ledger.js';
import { Secret } from '../../../../src/lib/secret.js';
import { WEEKLY } from '../../../support/digests.js';
import { digestConfig } from '../../../support/snapshot.js';
import { AT, lost, story } from '../../notify/notices.js';

const zone = 'Europe/Warsaw';
const calendar = (
  over: Parameters<typeof digestConfig>[1],
  now: number,
  pauses: readonly StoredPause[] = [],
) => {
  const digest = digestConfig(WEEKLY, { timezone: zone, holidays: [], pause: null, ...over });
  const days = calendarOf(
    { digests: new Map([[digest.id, digest]]), timezone: zone, holidays: [] },
    pauses,
    now,
  );
  return days.flatMap(({ name, notes, slots }) => [
    ...notes.map((note) => `${name}: ${note}`),
    ...slots.map((slot) => `${name}: ${slot.off ? 'off ' : ''}${slot.time} ${slot.notes.join('; ')}`.trim()),
  ]);
};

test('the calendar has two weeks of slots, with pauses and holidays', () => {
  const friday = Date.UTC(2026, 11, 18, 12);
  const holidays = [{ day: '2026-12-25', name: 'Christmas Day' }];
  const pause = { from: '2026-12-28', to: '2026-12-31' };
  expect(calendar({ schedule: '0 9 * * FRI', skipHolidays: 'before', holidays }, friday)).toEqual([
    'Thu 24 Dec: 09:00 moved from Fri 25 Dec: Christmas Day',
  ]);
  expect(calendar({ schedule: '0 9 * * FRI', skipHolidays: 'drop', holidays }, friday)).toEqual([
    'Fri 25 Dec: off 09:00 not due: Christmas Day',
  ]);
  expect(calendar({ schedule: '0 9 * * MON', pause }, friday)).toEqual([
    'Mon 21 Dec: 09:00',
    'Mon 28 Dec: off 09:00 paused through Thu 31 Dec',
  ]);
  const monday = Date.UTC(2026, 11, 21, 8);
  expect(calendar({ schedule: '0 9 * * MON' }, friday, [byHand('skip', monday, monday + 1)])).toEqual([
    'Mon 21 Dec: off 09:00 skipped by ada',
    'Mon 28 Dec: 09:00',
  ]);
});

test('the calendar names a clock change, and counts the slots of a busy day', () => {
  const before = Date.UTC(2026, 9, 24, 12);
  const days = calendar({ schedule: '0 12 * * SUN' }, before);
  expect(days).toEqual([
    'Sun 25 Oct: clocks go back to 02:00',
    'Sun 25 Oct: 12:00 clocks go back to 02:00',
    'Sun 1 Nov: 12:00',
  ]);
  const busy = calendar({ schedule: '*/30 * * * *', timezone: 'UTC' }, before);
  expect(busy).toHaveLength(15);
  expect(busy.at(-1)).toBe('Fri 6 Nov: 00:00 to 23:30 48 slots');
});

/** A pause or a skip of the weekly digest. */
const byHand = (kind: 'pause' | 'skip', from: number, until: number | null): StoredPause => ({
  ...{ kind, from, until, digest: digestConfig(WEEKLY, {}).id, by: 'ada', at: AT, endedBy: null },
});

test('says when a digest is next, or why it is not, and what may be done about it', () => {
  const next = (over: Parameters<typeof digestConfig>[1]) =>
    nextOf(digestConfig(WEEKLY, { timezone: zone, ...over }), [], AT).text;
  expect(next({ schedule: '0 9 * * MON' })).toBe('Mon 23 Nov, 09:00');
  expect(next({ schedule: null })).toBe('on demand');
  expect(next({ schedule: '0 9 * * MON', pause: 'always' })).toBe('paused');
  expect(next({ schedule: '0 9 * * MON', pause: { from: '2026-11-23', to: '2026-11-24' } })).toBe(
    'Mon 30 Nov, 09:00, paused through Tue 24 Nov',
  );
  const monday = digestConfig(WEEKLY, { timezone: zone, schedule: '0 9 * * MON' });
  const nine = Date.UTC(2026, 10, 23, 8);
  const later = { from: '2026-11-28', to: '2026-12-01' };
  const rows = [
    [[], 'Mon 23 Nov, 09:00', ['pause', 'skip']],
    [[byHand('skip', nine, nine + 1)], 'Mon 30 Nov, 09:00, skipped by ada', ['pause']],
    [[byHand('pause', AT - 1, null)], 'paused by ada', ['resume']],
    [[byHand('pause', AT - 1, nine + 1)], 'Mon 30 Nov, 09:00, paused by ada through Mon 23 Nov', ['resume']],
    [[{ ...byHand('pause', AT - 1, null), digest: 'other' }], 'Mon 23 Nov, 09:00', ['pause', 'skip']],
  ] as const;
  for (const [stored, text, may] of rows) expect(nextOf(monday, stored, AT)).toMatchObject({ text, may });
  expect(nextOf({ ...monday, pause: later }, [], AT).text).toBe('Mon 23 Nov, 09:00');
  expect(next({ schedule: '2026-11-01T08:00' })).toBe('its schedule has ended');
  expect(['lastWeek', 'last14days', 'yesterday'].map((one) => periodText(one as 'lastWeek'))).toEqual([
    'last week',
    'last 14 days',
    'yesterday',
  ]);
});

test('a picture has the usual range behind the values, interrupted where days are missing', () => {
  const day = (index: number, value: number | null, usual: { low: number; high: number } | null) => ({
    ...{ day: `2026-11-0${index + 1}`, value, usual },
  });
  const range = { low: 10, high: 20 };
  const picture = pictureOf([day(0, 10, range), day(1, null, null), day(2, 0, range)], {
    ...{ width: 108, height: 28, noun: 'conversations', marked: ['2026-11-03'], now: AT },
  });
  expect(picture.line).toBe('M4 14h1M104 24h1');
  expect(picture.band).toBe('M4 4L4 14ZM104 4L104 14Z');
  expect(picture.marks).toEqual([{ x: 104, y: 24 }]);
  expect(picture.label).toBe('conversations from Sun 1 Nov to Tue 3 Nov, last 0, 1 day marked');
  expect(pictureOf([], { width: 10, height: 10, noun: 'x', marked: [], now: AT })).toMatchObject({
    ...{ line: '', label: 'x: no days' },
  });
});

test('the story of a run says who asked, what each delivery came to, and names nobody to strangers', () => {
  const of = {
    ...story({}, [lost()]),
    events: [
      { at: AT, what: 'queued', delivery: null, reason: 'console', detail: 'console' },
      { at: AT, what: 'sending', delivery: lost().id, reason: 'first', detail: null },
      { at: AT, what: 'failed', delivery: lost().id, reason: 'refused', detail: 'No ada@example.com.' },
      { at: AT, what: 'partial', delivery: null, reason: 'undelivered', detail: null },
    ],
  } as ReturnType<typeof story>;
  expect(storyLines(of, maskedAddress).map(({ text, detail, bad }) => [text, detail, bad])).toEqual([
    ['Asked for, queued by console', '', false],
    ['Mail to a…@example.com: failed, refused', 'No a…@example.com.', true],
    ['Partial: undelivered', '', true],
  ]);
});

test('the filter of the runs takes days of the zone, and leaves out what means nothing', () => {
  const asked = { digest: 'weekly', state: 'failed', from: '2026-11-23', to: '2026-11-23', page: 3 };
  expect(filterOf(asked, zone)).toEqual({
    ...{ digest: 'weekly', states: ['failed'], offset: 100, limit: 50 },
    ...{ from: Date.UTC(2026, 10, 22, 23), to: Date.UTC(2026, 10, 23, 23) },
  });
  expect(filterOf({ digest: '', state: 'odd', from: 'x', to: '', page: 1 }, zone)).toEqual({
    offset: 0,
    limit: 50,
  });
  expect(runsPath(asked, 2)).toBe('/runs?digest=weekly&state=failed&from=2026-11-23&to=2026-11-23&page=2');
  expect(deliveriesText([lost(), lost({ id: 'b', target: 'b', state: 'delivered' })])).toBe(
    '1 of 2 delivered, 1 failed',
  );
});

test('settings are shown key by key, and no secret among them', () => {
  const config = {
    timezone: 'UTC',
    store: { kind: 'postgres', url: new Secret('postgres://u:hunter22@h/db') },
    chatbot: { baseUrl: 'https://user:hunter22@api.example.com' },
    channels: new Map([['slack', { token: new Secret('xoxb-hunter22') }]]),
    server: { password: new Secret('hunter22'), hosts: [] },
    notify: [],
    bots: new Map([['a', { id: 'a', token: new Secret('hunter22') }]]),
    digests: new Map([['d', { id: 'd', bots: [{ id: 'a' }], formats: [{ kind: 'pdf' }] }]]),
    alerts: new Map(),
  } as unknown as Config;
  const parts = settingsParts(config);
  expect(JSON.stringify(parts)).not.toContain('hunter22');
  expect(parts.find(({ name }) => name === 'Digest d')?.rows).toEqual([
    ['id', 'd'],
    ['bots', 'a'],
    ['formats.0.kind', 'pdf'],
  ]);
  expect(parts.find(({ name }) => name === 'Store')?.rows).toContainEqual(['url', '<secret>']);
});
