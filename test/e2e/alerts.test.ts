import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type AlertDesk, openAlertDesk } from '../support/alert-desk.js';
import { runHere } from '../support/cli.js';

const EPISODE = 'watch.support.silence-conversations@2026-11-04';
const DAY = 86_400_000;

/** A bot that is silent from 4 November on, and told of; the service has ended. */
async function firedDesk() {
  const desk = await openAlertDesk({ alert: ['when: { silence: conversations }', 'bots: [support, sales]'] });
  desk.count((day, { story }) => (story === 'story-support' && day >= '2026-11-04' ? 0 : 40));
  const running = await desk.start();
  for (const day of [1, 3]) await desk.check(running, day);
  await running.stop();
  return desk;
}

const said = async ({ folder }: AlertDesk, ...args: string[]) => {
  const { code, stdout, stderr } = await runHere(args, { cwd: folder });
  return { code, stdout, stderr };
};

async function json(desk: AlertDesk, ...args: string[]) {
  const { code, stdout } = await said(desk, ...args, '--json');
  expect([args, code]).toEqual([args, 0]);
  return JSON.parse(stdout);
}

describe('an alert that fires', () => {
  test('is listed with the series that is not well', async () => {
    const desk = await firedDesk();
    const { code, stdout } = await said(desk, 'alerts');
    expect(code).toBe(0);
    const rows = stdout
      .trim()
      .split('\n')
      .map((line) => line.trim().split(/ {2,}/));
    expect(rows.find(([name]) => name === 'watch')).toEqual([
      ...['watch', 'firing', '2026-11-04', '2 watched', '2026-11-05T07:00:00.000Z'],
    ]);
    expect(rows.at(-1)).toEqual([
      ...['firing', '2026-11-04', 'support.silence-conversations', '0', expect.stringMatching(/^\d+ … \d+$/)],
      '2026-11-04',
    ]);
    expect(await json(desk, 'alerts')).toMatchObject([
      {
        ...{ id: 'watch', state: 'firing', since: '2026-11-04', checkedAt: '2026-11-05T07:00:00.000Z' },
        series: [
          { bot: 'support', kind: 'silence', state: 'firing', value: 0, day: '2026-11-04', episode: EPISODE },
          { bot: 'sales', kind: 'silence', state: 'well', value: 40, episode: null },
        ],
        ...{ snoozedUntil: null, falseAlarmsPerYear: 1 },
      },
    ]);
  });

  test('is explained by its episode, and its checks are listed by runs --alert', async () => {
    const desk = await firedDesk();
    const runs = await json(desk, 'runs', '--alert', 'watch');
    expect(runs.map(({ scheduledFor, state }: never) => [scheduledFor, state])).toContainEqual([
      ...['2026-11-05T07:00:00.000Z', 'completed'],
    ]);
    const told = runs.find(({ deliveries }: { deliveries: unknown[] }) => deliveries.length > 0);
    expect(told.deliveries.map(({ kind }: { kind: string }) => kind)).toEqual(
      expect.arrayContaining(['slack', 'email', 'webhook']),
    );
    const { code, stdout } = await said(desk, 'explain', EPISODE);
    expect(code).toBe(0);
    expect(stdout).toContain(EPISODE);
    expect(stdout).toContain('ada@example.com');
    const explained = JSON.stringify(await json(desk, 'explain', EPISODE));
    expect(explained).toContain(told.id);
    expect(explained).toContain('"start":"2026-11-04"');
  });

  test('is snoozed and speaks again as asked', async () => {
    const desk = await firedDesk();
    const before = Date.now();
    const snoozed = await json(desk, 'snooze', 'watch', '--for', '12h');
    expect(snoozed.alert).toBe('watch');
    expect(Date.parse(snoozed.until) - before - DAY / 2).toBeGreaterThanOrEqual(0);
    expect(Date.parse(snoozed.until) - before - DAY / 2).toBeLessThan(60_000);
    expect((await json(desk, 'alerts'))[0]).toMatchObject({ state: 'snoozed', snoozedUntil: snoozed.until });
    expect(await said(desk, 'snooze', 'watch')).toMatchObject({
      ...{
        code: 0,
        stdout: expect.stringMatching(
          /^watch says nothing until \S+Z\. botdigest unsnooze watch ends that\.\n$/,
        ),
      },
    });
    expect(await said(desk, 'unsnooze', 'watch')).toMatchObject({
      ...{ code: 0, stdout: 'watch speaks again from its next check on.\n' },
    });
    expect(await said(desk, 'unsnooze', 'watch')).toMatchObject({
      code: 0,
      stdout: 'watch was not snoozed.\n',
    });
    expect(await json(desk, 'unsnooze', 'watch')).toEqual({ alert: 'watch', until: null, was: false });
    expect((await json(desk, 'alerts'))[0].state).toBe('firing');
  });
});

test('what is asked wrongly is refused with the reason', async () => {
  const desk = await openAlertDesk({ alert: ['when: { silence: conversations }'] });
  await desk.app();
  for (const [args, reason] of [
    [['snooze', 'wach'], /wach.*watch/s],
    [['unsnooze', 'wach'], /wach.*watch/s],
    [['snooze', 'watch', '--for', '0d'], /from 1m to 365d/],
    [['snooze', 'watch', '--for', '400d'], /from 1m to 365d/],
    [['snooze', 'watch', '--for', 'soon'], /from 1m to 365d/],
    [['snooze'], /alert/],
    [['alerts', 'test', 'wach'], /wach.*watch/s],
    [['alerts', 'test', '--since', '36h'], /whole days/],
    [['alerts', 'test', '--since', '731d'], /whole days/],
    [['runs', '--alert', 'wach'], /wach.*watch/s],
    [['explain', 'watch.support.silence-conversations@2026-01-01'], /no episode/],
  ] as const) {
    const { code, stdout, stderr } = await said(desk, ...args);
    expect([args, code, stdout]).toEqual([args, 2, '']);
    expect(stderr).toMatch(reason);
  }
});

describe('alerts test', () => {
  const today = Math.floor(Date.now() / DAY) * DAY;
  const dayBefore = (days: number) => new Date(today - days * DAY).toISOString().slice(0, 10);

  async function replayDesk() {
    const desk = await openAlertDesk({ alert: ['when: { silence: conversations }', 'bots: [support]'] });
    desk.count((day) => (day >= dayBefore(10) && day <= dayBefore(8) ? 0 : 40));
    await desk.app();
    return desk;
  }

  test('tells what would have been said, with its sentence and a picture, and stores nothing', async () => {
    const desk = await replayDesk();
    const result = await json(desk, 'alerts', 'test', '--since', '30d', '--out', 'replay');
    expect(result).toMatchObject({
      ...{ from: dayBefore(30), to: dayBefore(1), falseAlarmsPerYear: expect.any(Number) },
      alerts: [
        {
          id: 'watch',
          episodes: [
            {
              ...{ bot: 'support', kind: 'silence', start: dayBefore(10), end: dayBefore(8), value: 0 },
              days: [dayBefore(10), dayBefore(9), dayBefore(8)],
              text: expect.stringMatching(/^Support bot: no conversations/),
            },
          ],
        },
      ],
    });
    expect(readdirSync(join(desk.folder, 'replay', 'watch'))).toEqual([
      `support.silence-conversations@${dayBefore(10)}.png`,
    ]);
    expect(readdirSync(join(desk.folder, 'data'))).toEqual([]);
    expect(desk.hooks.calls).toEqual([]);
  });

  test('says it in words', async () => {
    const desk = await replayDesk();
    const { code, stdout } = await said(desk, 'alerts', 'test', 'watch', '--since', '30d');
    expect(code).toBe(0);
    const [first, second, third] = stdout.split('\n');
    expect(first).toBe(`watch, ${dayBefore(30)} to ${dayBefore(1)}: it would have spoken once.`);
    expect(second).toMatch(
      new RegExp(`^ {2}${dayBefore(9)} {2}Support bot: no conversations.* Until ${dayBefore(8)}\\.$`),
    );
    expect(third).toMatch(/^False alarms to expect: \d+\.\d a year \(it is set to 1\)\.$/);
  });

  test('fails when the API answers nothing, and says why', async () => {
    const desk = await replayDesk();
    desk.count(() => null);
    const { code, stderr } = await said(desk, 'alerts', 'test', '--since', '30d');
    expect(code).toBe(1);
    expect(stderr).toContain('503');
  });
});
