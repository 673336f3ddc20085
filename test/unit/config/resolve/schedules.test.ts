import { expect, test } from 'vitest';
import { parseConfig } from '../../../../src/config/load.js';
import { context } from '../plugins.js';

async function digestOf(keys: string) {
  const text = `chatbot: { token: t }\nbots: { x: { storyId: 5b07ff77c2376e30306d9b12 } }\ndigests: { d: { bots: [x], ${keys} } }\n`;
  const config = await parseConfig(text, '/nowhere/config.yaml', context);
  return { digest: config.digests.get('d'), warnings: config.warnings };
}

const scheduleOf = async (keys: string) => (await digestOf(keys)).digest?.schedule;

test('on is local times in order, each once, also with a space', async () => {
  expect(await scheduleOf('on: 2026-12-31T17:00')).toBe('2026-12-31T17:00');
  expect(await scheduleOf('on: [2027-01-31T08:00, 2026-12-31 17:00, 2026-12-31T17:00]')).toBe(
    '2026-12-31T17:00 2027-01-31T08:00',
  );
});

test('a working day may have an H as its minute', async () => {
  expect(await scheduleOf('schedule: lastWorkingDay 17:00')).toBe('lastWorkingDay 17:00');
  expect(await scheduleOf('schedule: firstWorkingDay 08:H(5-5)')).toBe('firstWorkingDay 08:05');
  expect(await scheduleOf('schedule: firstWorkingDay 08:H')).toMatch(/^firstWorkingDay 08:[0-5]\d$/);
});

test('the days on which it is due are taken over, and none is said by default', async () => {
  const { digest } = await digestOf(
    'schedule: "0 8 * * MON", holidays: [2026-12-24], skipHolidays: before, from: 2026-12-01, until: 2027-01-31',
  );
  expect(digest).toMatchObject({ skipHolidays: 'before', from: '2026-12-01', until: '2027-01-31' });
  expect((await digestOf('schedule: "0 8 * * MON"')).digest).toMatchObject({
    skipHolidays: null,
    from: null,
    until: null,
    heartbeat: null,
  });
});

test('nobody under deliver is doubtful for a digest that is due once, as for one with a schedule', async () => {
  expect((await digestOf('on: 2026-12-31T17:00')).warnings).toEqual([
    expect.stringContaining('digests.d.on: is due on a schedule but has nobody under deliver'),
  ]);
});
