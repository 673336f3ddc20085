import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openAlertDesk } from '../../../support/alert-desk.js';

/** A silent bot; a copy of the ledger is made after the check of one day, and put back after that of another. */
async function restored({ copied, back, last }: { copied: number; back: number; last: number }) {
  const desk = await openAlertDesk({
    alert: ['when: { silence: conversations }', 'bots: [support]', 'remind: 3d'],
  });
  desk.count((day, { story }) =>
    story === 'story-support' && day >= '2026-11-04' && day <= '2026-11-09' ? 0 : 40,
  );
  const told: string[] = [];
  const check = async (from: number, to: number) => {
    const running = await desk.start();
    for (let day = from; day <= to; day += 1) {
      const before = desk.hooks.calls.length;
      await desk.check(running, day);
      const words = desk.hooks.calls.slice(before).map(({ body }) => JSON.parse(body).data.event);
      told.push(...words.map((word) => `${day} ${word}`));
    }
    await running.stop();
  };
  const copy = join(desk.folder, 'copy.db');
  await check(1, copied);
  await (await desk.app()).backup(copy, false);
  await check(copied + 1, back);
  await (await desk.app()).restore(copy, true);
  await check(back + 1, last);
  const ids = desk.hooks.calls.map(({ headers }) => headers['webhook-id']);
  expect(new Set(ids).size).toBe(ids.length);
  expect([desk.slack.posts.length, desk.mail.mails.length]).toEqual([told.length, told.length]);
  return told;
}

test('an episode that began since the copy is not begun again: what lasts is a reminder', async () => {
  const told = await restored({ copied: 2, back: 4, last: 11 });
  expect(told).toEqual(['3 firing', '6 reminder', '9 reminder', '10 recovered']);
});

test('what is over since the copy is not said to be over again', async () => {
  const told = await restored({ copied: 4, back: 11, last: 14 });
  expect(told).toEqual(['3 firing', '6 reminder', '9 reminder', '10 recovered']);
});

test('a reminder since the copy is not said again at once', async () => {
  const told = await restored({ copied: 4, back: 6, last: 11 });
  expect(told).toEqual(['3 firing', '6 reminder', '9 reminder', '10 recovered']);
});
