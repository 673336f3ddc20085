import { expect, test } from 'vitest';
import { type AlertDesk, openAlertDesk } from '../../../support/alert-desk.js';
import { until } from '../../../support/until.js';

const wordsOf = ({ hooks }: AlertDesk) => hooks.calls.map(({ body }) => JSON.parse(body).data.event);

async function silentBot() {
  const desk = await openAlertDesk({ alert: ['when: { silence: conversations }', 'bots: [support]'] });
  desk.count((day, { story }) => (story === 'story-support' && day >= '2026-11-04' ? 0 : 40));
  const running = await desk.start();
  await desk.check(running, 1);
  /** A check amid which something is done: the API has been asked, and has not answered. */
  const checkAmid = async (day: number, work: () => Promise<unknown>) => {
    const release = desk.hold();
    const asked = desk.api.requests.length;
    const checked = desk.check(running, day);
    await until(() => desk.api.requests.length > asked);
    await work();
    release();
    await checked;
  };
  return { desk, running, checkAmid };
}

const UNTIL = Date.parse('2026-12-01T00:00:00Z');

test('a snooze by another process in the middle of a check holds for that check', async () => {
  const { desk, checkAmid } = await silentBot();
  const app = await desk.app();
  await checkAmid(3, () => app.snooze('watch', UNTIL, 'ada'));
  expect(wordsOf(desk)).toEqual([]);
  const [status] = await app.alerts();
  expect(status).toMatchObject({ state: 'snoozed', snoozedUntil: UNTIL, series: [{ state: 'firing' }] });
});

test('the end of a snooze in the middle of a check lets that check speak', async () => {
  const { desk, checkAmid } = await silentBot();
  const app = await desk.app();
  await app.snooze('watch', UNTIL, 'ada');
  await checkAmid(3, () => app.snooze('watch', null, 'ada'));
  expect(wordsOf(desk)).toEqual(['firing']);
  expect([desk.slack.posts.length, desk.mail.mails.length]).toEqual([1, 1]);
});

test('a snooze that comes when the messages are stored keeps none of them back', async () => {
  const { desk, running, checkAmid } = await silentBot();
  const app = await desk.app();
  desk.hooks.answer((response) => {
    desk.hooks.answer((next) => void next.writeHead(204).end());
    void app.snooze('watch', UNTIL, 'ada').then(() => response.writeHead(503).end());
  });
  await checkAmid(3, async () => {});
  expect(wordsOf(desk)).toEqual(['firing']);
  expect((await app.alerts())[0]).toMatchObject({ state: 'snoozed' });
  await desk.at(running, 3, '07:20');
  await until(() => desk.hooks.calls.length > 1);
  expect(new Set(desk.hooks.calls.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  expect([desk.slack.posts.length, desk.mail.mails.length]).toEqual([1, 1]);
});
