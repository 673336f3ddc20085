import { expect, test } from 'vitest';
import type { Config } from '../../../../src/config/config.js';
import { calendarOf } from '../../../../src/console/models/calendar.js';
import { comparedForms } from '../../../../src/console/models/compare.js';
import { nextOf } from '../../../../src/console/models/due.js';
import { periodText } from '../../../../src/console/models/overview.js';
import { pauseRows } from '../../../../src/console/models/pauses.js';
import { pictureOf } from '../../../../src/console/models/picture.js';
import { processesOf } from '../../../../src/console/models/processes.js';
import { storyLines } from '../../../../src/console/models/run-story.js';
import { deliveriesText, filterOf, runsPath } from '../../../../src/console/models/runs.js';
import { settingsParts } from '../../../../src/console/models/settings.js';
import { maskedAddress } from '../../../../src/console/words/readers.js';
import type { Digest } from '../../../../src/digest/digest.js';
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
  const said = ({ text, note }: ReturnType<typeof nextOf>) => [text, note].filter(Boolean).join(', ');
  const next = (over: Parameters<typeof digestConfig>[1]) =>
    said(nextOf(digestConfig(WEEKLY, { timezone: zone, ...over }), [], AT));
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
  for (const [stored, text, may] of rows) {
    const found = nextOf(monday, stored, AT);
    expect([said(found), found.may]).toEqual([text, may]);
  }
  expect(nextOf({ ...monday, pause: later }, [], AT).text).toBe('Mon 23 Nov, 09:00');
  expect(next({ schedule: '2026-11-01T08:00' })).toBe('its schedule has ended');
  expect(['lastWeek', 'last14days', 'yesterday'].map((one) => periodText(one as 'lastWeek'))).toEqual([
    'last week',
    'last 14 days',
    'yesterday',
  ]);
});

test('pauses and skips are told with who asked, and how they ended, the latest first', () => {
  const day = 86_400_000;
  const rows = [
    { ...byHand('pause', AT - 9 * day, AT - 8 * day), endedBy: 'bob', at: AT - 9 * day },
    { ...byHand('pause', AT, null), at: AT },
    { ...byHand('pause', AT - 5 * day, AT - 4 * day), at: AT - 5 * day },
    { ...byHand('skip', AT + day, AT + day + 1), at: AT - 1 },
    { ...byHand('skip', AT + day, AT + day), at: AT - 2, endedBy: 'bob' },
  ];
  expect(pauseRows(rows, zone, AT).map((row) => row.join(' | '))).toEqual([
    'Pause | Mon 23 Nov, 08:00 | until it is resumed | ada, Mon 23 Nov, 08:00 | lasts',
    'Skip | Tue 24 Nov, 08:00 |  | ada, Mon 23 Nov, 07:59 | to come',
    'Skip | Tue 24 Nov, 08:00 |  | ada, Mon 23 Nov, 07:59 | taken back by bob',
    'Pause | Wed 18 Nov, 08:00 | through Thu 19 Nov | ada, Wed 18 Nov, 08:00 | over',
    'Pause | Sat 14 Nov, 08:00 | Sun 15 Nov, 08:00 | ada, Sat 14 Nov, 08:00 | by bob',
  ]);
});

test('processes are shown with what they work on, and those that ended without a word for a day', () => {
  const lease = (owner: string, until: number, over = {}) => ({
    ...{ name: `service ${owner}`, owner, until, version: '1.2.3', renewedAt: AT - 20_000, ...over },
  });
  const work = [story({ id: 'a', digest: 'weekly', leaseOwner: 'one' }).run];
  const leases = [
    lease('one', AT + 130_000),
    lease('two', AT - 60_000, { renewedAt: AT - 210_000 }),
    lease('old', AT + 1, { version: null, renewedAt: null }),
    lease('past', AT - 25 * 3_600_000),
  ];
  expect(processesOf(leases, work, { now: AT, titleOf: (name) => `“${name}”` })).toEqual([
    ...[
      {
        name: 'one',
        version: '1.2.3',
        seen: '20 s ago',
        gone: false,
        works: [{ run: 'a', title: '“weekly”' }],
      },
    ],
    ...[{ name: 'two', version: '1.2.3', seen: '4 min ago', gone: true, works: [] }],
    ...[{ name: 'old', version: 'not known', seen: 'not known', gone: false, works: [] }],
  ]);
});

test('a run is compared by form, with what only one of them has', () => {
  const made = (text: string, ...figures: readonly (readonly [id: string, text: string])[]) => ({
    window: { text } as Digest['window'],
    tiles: figures.map(([id, text]) => ({ id, label: id, text }) as Digest['tiles'][number]),
    scorecard: [],
  });
  const now = new Map([['', made('week 2', ['conversations', '12'], ['paid', '3'])]]);
  const before = new Map([['us', made('week 1', ['conversations', '10'])]]);
  expect(comparedForms(now, before)).toEqual([
    {
      ...{ name: '', window: 'week 2', windowBefore: 'week 1' },
      figures: [
        { label: 'conversations', now: '12', before: '10' },
        { label: 'paid', now: '3', before: 'none' },
      ],
    },
  ]);
  const two = new Map([...now, ['us', made('week 2', ['conversations', '4'])]]);
  expect(comparedForms(two, before).map(({ windowBefore }) => windowBefore)).toEqual(['', 'week 1']);
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
      { at: AT, what: 'running', delivery: null, reason: 'first', detail: 'bob' },
      { at: AT, what: 'skipped', delivery: null, reason: 'paused', detail: 'ann' },
      { at: AT, what: 'sending', delivery: lost().id, reason: 'first', detail: null },
      { at: AT, what: 'failed', delivery: lost().id, reason: 'refused', detail: 'No ada@example.com.' },
      { at: AT, what: 'partial', delivery: null, reason: 'undelivered', detail: null },
    ],
  } as ReturnType<typeof story>;
  expect(storyLines(of, maskedAddress).map(({ text, detail, bad }) => [text, detail, bad])).toEqual([
    ['Asked for, queued by console', '', false],
    ['Begun by bob', '', false],
    ['Left out: paused by ann', '', false],
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
    chatbot: { baseUrl: 'https://user:hunter22@api.example.com', timeout: 90_000, minInterval: 250 },
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
  expect(parts.find(({ name }) => name === 'ChatBot API')?.rows.slice(1)).toEqual([
    ['timeout', '90s'],
    ['minInterval', '250ms'],
  ]);
  expect(parts.find(({ name }) => name === 'Store')?.rows).toContainEqual(['url', '<secret>']);
});
