import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { stringify } from 'yaml';
import { CHANNELS } from '../../../../src/channels/registry.js';
import type { AlertRule } from '../../../../src/config/config.js';
import { contentsOf } from '../../../../src/config/files/watched.js';
import { hashedMinute } from '../../../../src/lib/cron/hashed-minute.js';
import { tempFolder } from '../../../support/temp-folder.js';
import { readAlert, readAlerts } from '../alerts-file.js';

const DAY = 86_400_000;
const when = { silence: 'conversations' };

describe('An alert that says what it watches alone', () => {
  test('gets every default, and watches all bots', async () => {
    const { bots, theme, templates, ...alert } = await readAlert({ when });
    expect(bots.map(({ id }) => id)).toEqual(['support', 'sales', 'shop']);
    expect(theme.accent).toBe('#1f5fa8');
    expect(templates.sources.size).toBeGreaterThan(0);
    expect(alert).toEqual({
      id: 'outage',
      title: 'outage',
      sources: null,
      rules: [{ kind: 'silence', of: 'conversations' }],
      check: '0 7 * * *',
      timezone: 'UTC',
      locale: 'en-GB',
      weekStart: 'monday',
      firstWeekday: 1,
      remind: 7 * DAY,
      recovered: true,
      budget: 1,
      quiet: null,
      holidays: [],
      links: null,
      deliver: [],
    });
  });

  test('inherits what the top level says', async () => {
    const alert = await readAlert(
      { when },
      {
        timezone: 'Europe/Warsaw',
        locale: 'pl-PL',
        weekStart: 'sunday',
        links: 'https://example.com/{storyId}',
        theme: { accent: '#112233' },
      },
    );
    expect(alert).toMatchObject({
      timezone: 'Europe/Warsaw',
      locale: 'pl-PL',
      weekStart: 'sunday',
      firstWeekday: 7,
      links: 'https://example.com/{storyId}',
    });
    expect(alert.theme.accent).toBe('#112233');
  });
});

test('An alert says everything itself', async () => {
  const { bots, theme, ...alert } = await readAlert(
    {
      title: 'Silent bots',
      bots: ['sales', 'support'],
      sources: ['messenger', 'widget'],
      when,
      check: ' H(10-19) 6 * * * ',
      timezone: 'America/New_York',
      locale: 'de-AT',
      weekStart: 'sunday',
      remind: 'off',
      recovered: false,
      budget: '2/month',
      quiet: { from: '22:30', to: '7:00' },
      links: '',
      theme: { accent: '#112233' },
      deliver: [
        { folder: { path: './alerts' } },
        { folder: { path: './alerts' }, locale: 'pl', timezone: 'Europe/Warsaw' },
      ],
    },
    { links: 'https://example.com/{storyId}', timezone: 'UTC' },
  );
  expect(bots.map(({ id }) => id)).toEqual(['sales', 'support']);
  expect(theme.accent).toBe('#112233');
  expect(alert).toMatchObject({
    title: 'Silent bots',
    sources: ['messenger', 'widget'],
    check: hashedMinute('H(10-19) 6 * * *', 'outage'),
    timezone: 'America/New_York',
    locale: 'de-AT',
    weekStart: 'sunday',
    firstWeekday: 7,
    remind: null,
    recovered: false,
    budget: 24,
    quiet: { from: 1350, to: 420 },
    links: null,
  });
  expect(alert.check).toMatch(/^1\d 6 \* \* \*$/);
  expect(alert.deliver).toEqual([
    {
      kind: 'folder',
      options: { path: './alerts' },
      path: 'alerts.outage.deliver[0]',
      slice: { name: '', changes: {} },
    },
    {
      kind: 'folder',
      options: { path: './alerts' },
      path: 'alerts.outage.deliver[1]',
      slice: {
        name: 'pl_Europe-Warsaw',
        changes: { locale: 'pl', timezone: 'Europe/Warsaw', firstWeekday: 7 },
      },
    },
  ]);
});

const LEVEL = { allowance: null, within: null, projected: false, days: 1, least: 0 };

describe('What an alert watches', () => {
  test.each<[string, object, AlertRule[]]>([
    ['a count that must not stop', { silence: 'paid' }, [{ kind: 'silence', of: 'paid' }]],
    [
      'several that are to be as usual',
      { unusual: ['messages', 'fallbacks'] },
      [
        { kind: 'unusual', of: 'messages' },
        { kind: 'unusual', of: 'fallbacks' },
      ],
    ],
    [
      'a rate above a limit, some days in a row',
      { fallbackRate: { above: '12.5%' }, for: '3d', least: 100 },
      [{ ...LEVEL, kind: 'above', of: 'fallbackRate', limit: 0.125, days: 3, least: 100 }],
    ],
    [
      'a rate below a limit, of enough uses',
      { fallbackRate: { below: '100 %' } },
      [{ ...LEVEL, kind: 'below', of: 'fallbackRate', limit: 1, least: 30 }],
    ],
    [
      'a part of what is paid for, by the end of the month',
      { paid: { above: '80%', of: 5000 }, in: 'thisMonth', projected: true },
      [
        {
          ...LEVEL,
          kind: 'above',
          of: 'paid',
          limit: 4000,
          allowance: 5000,
          within: 'thisMonth',
          projected: true,
        },
      ],
    ],
    [
      'both sides of a count by day',
      { conversations: { above: 1000, below: 10 }, for: '48h' },
      [
        { ...LEVEL, kind: 'above', of: 'conversations', limit: 1000, days: 2 },
        { ...LEVEL, kind: 'below', of: 'conversations', limit: 10, days: 2 },
      ],
    ],
    [
      'a count beside a part of another',
      { messages: { above: 50, below: '0.5%', of: 1000 } },
      [
        { ...LEVEL, kind: 'above', of: 'messages', limit: 50 },
        { ...LEVEL, kind: 'below', of: 'messages', limit: 5, allowance: 1000 },
      ],
    ],
    [
      'a fall and a rise',
      { conversations: { down: '30%', up: '150%' }, over: '14d' },
      [
        { kind: 'up', of: 'conversations', by: 1.5, over: 14, days: 1, least: 0 },
        { kind: 'down', of: 'conversations', by: 0.3, over: 14, days: 1, least: 0 },
      ],
    ],
    [
      'a rate that rose',
      { fallbackRate: { up: '50%' } },
      [{ kind: 'up', of: 'fallbackRate', by: 0.5, over: 7, days: 1, least: 30 }],
    ],
    ['an API that does not answer', { gap: '36h' }, [{ kind: 'gap', after: 1.5 * DAY }]],
    [
      'several things, each with what it takes of the keys beside them',
      { gap: '2d', silence: 'conversations', fallbackRate: { above: '20%' }, for: '2d' },
      [
        { kind: 'silence', of: 'conversations' },
        { ...LEVEL, kind: 'above', of: 'fallbackRate', limit: 0.2, days: 2, least: 30 },
        { kind: 'gap', after: 2 * DAY },
      ],
    ],
  ])('is %s', async (_what, condition, rules) => {
    expect((await readAlert({ when: condition })).rules).toEqual(rules);
  });
});

test.each([
  [3, 3],
  ['0.5', 0.5],
  ['0.1/year', 0.1],
  ['2 / year', 2],
  ['0.25/month', 3],
  ['1/week', 52],
])('A budget of %s is %d false alarms a year', async (budget, expected) => {
  expect((await readAlert({ when, budget })).budget).toBe(expected);
});

test.each([
  [
    { from: '22:00', to: '24:00' },
    { from: 1320, to: 0 },
  ],
  [
    { from: '0:00', to: '07:15' },
    { from: 0, to: 435 },
  ],
])('Quiet hours %j are minutes of the day', async (quiet, expected) => {
  expect((await readAlert({ when, quiet })).quiet).toEqual(expected);
});

test('A digest names the alerts without which it is not sent; without names it is always sent', async () => {
  const { digests } = await readAlerts(
    { outage: { when }, stale: { when: { gap: '2d' } } },
    { digests: { weekly: { bots: ['support'], when: ['stale', 'outage'] }, daily: { bots: ['support'] } } },
  );
  expect(digests.get('weekly')?.when).toEqual(['stale', 'outage']);
  expect(digests.get('daily')?.when).toEqual([]);
});

test('The secrets of readers of alerts are among those to redact', async () => {
  const url = 'https://hooks.example.com/secret-path';
  const { secrets, alerts } = await readAlerts({ outage: { when, deliver: [{ webhook: { url } }] } });
  expect(secrets.map((secret) => secret.reveal())).toContain(url);
  expect(JSON.stringify([...alerts.values()])).not.toContain('secret-path');
});

test('Secret files of readers of alerts are read, and watched like the configuration', async () => {
  const folder = await tempFolder();
  onTestFinished(() => folder.remove());
  const [file, hook] = [join(folder.path, 'config.yaml'), join(folder.path, 'hook.txt')];
  await writeFile(hook, 'https://hooks.example.com/secret-path\n');
  const alerts = { outage: { when, deliver: [{ webhook: { urlFile: 'hook.txt' } }] } };
  const config = await readAlerts(alerts, {}, file);
  expect(config.secrets.map((secret) => secret.reveal())).toContain('https://hooks.example.com/secret-path');
  await writeFile(file, stringify({ alerts }));
  const watched = await contentsOf(file, { env: {}, channels: CHANNELS });
  expect([...watched.keys()]).toEqual([file, hook]);
});

test('Digits that no font has are Latin ones in an alert and for its readers too', async () => {
  const { alerts } = await readAlerts({
    outage: { when, locale: 'mr-IN', deliver: [{ folder: { path: 'x' }, locale: 'bn-BD' }] },
  });
  const alert = alerts.get('outage');
  expect(alert?.locale).toBe('mr-IN-u-nu-latn');
  expect(alert?.deliver[0]?.slice.changes.locale).toBe('bn-BD-u-nu-latn');
});

test('An alert is frozen with all that it holds', async () => {
  const alert = await readAlert({ when: { unusual: ['paid'] }, quiet: { from: '22:00', to: '07:00' } });
  for (const value of [alert, alert.rules, alert.rules[0], alert.quiet])
    expect(Object.isFrozen(value)).toBe(true);
});
