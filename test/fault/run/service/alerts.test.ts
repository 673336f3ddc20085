import { simpleParser } from 'mailparser';
import { describe, expect, test } from 'vitest';
import { type AlertDesk, type AlertDeskOptions, openAlertDesk } from '../../../support/alert-desk.js';
import { until } from '../../../support/until.js';

const SILENCE = ['when: { silence: conversations }', 'bots: [support]'];

/** Nobody talks to the support bot on these days, both inclusive. */
const silentOn =
  (from: string, to = '9999-12-31') =>
  (day: string, { story }: { readonly story: string }) =>
    story === 'story-support' && day >= from && day <= to ? 0 : 40;

/** Checks from which on it is well, fires, is reminded of and is over, and one in between each. */
const TOLD = [2, 3, 4, 9, 10, 11, 13, 14];

/** What each channel was sent, in order: event and whether it stands in a thread. */
async function told({ slack, mail, hooks }: AlertDesk) {
  const posts = slack.posts.map(({ thread }) => (thread === null ? 'new' : 'reply'));
  const mails = await Promise.all(mail.mails.map(({ raw }) => simpleParser(raw)));
  const events = hooks.calls.map(({ body }) => JSON.parse(body));
  return { posts, mails, events, words: events.map(({ data }) => data.event) };
}

async function silentBot(options: Partial<AlertDeskOptions> = {}) {
  const desk = await openAlertDesk({ alert: SILENCE, ...options });
  desk.count(silentOn('2026-11-04', '2026-11-12'));
  return desk;
}

describe('an alert', () => {
  test('speaks once when it fires, reminds, and says when it is over, each in the same thread', async () => {
    const desk = await silentBot();
    const running = await desk.start();
    for (const day of TOLD) await desk.check(running, day);
    const { posts, mails, events, words } = await told(desk);
    expect(words).toEqual(['firing', 'reminder', 'recovered']);
    expect(posts).toEqual(['new', 'reply', 'reply']);
    expect(new Set(desk.slack.posts.slice(1).map(({ thread }) => thread))).toEqual(
      new Set([desk.slack.posts[0]?.ts]),
    );
    const [first, ...replies] = mails;
    expect(replies.map(({ inReplyTo }) => inReplyTo)).toEqual([first?.messageId, first?.messageId]);
    expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(3);
    expect(new Set(desk.hooks.calls.map(({ headers }) => headers['webhook-id'])).size).toBe(3);
    expect(events[0]).toMatchObject({
      type: 'botdigest.alert',
      data: {
        alert: 'watch',
        episode: 'watch.support.silence-conversations@2026-11-04',
        series: [{ bot: 'support', kind: 'silence', start: '2026-11-04', end: null, value: 0 }],
      },
    });
    expect(events[2].data.series).toMatchObject([{ end: '2026-11-12' }]);
    expect(events[0].data.text).toMatch(/^Support bot: /);
  });

  test('goes on where it was after a restart', async () => {
    const desk = await silentBot();
    for (const day of TOLD) {
      const running = await desk.start();
      await desk.check(running, day);
      await running.stop();
    }
    expect((await told(desk)).words).toEqual(['firing', 'reminder', 'recovered']);
  });

  test('makes up for the days of a pause with one check', async () => {
    const desk = await silentBot();
    const running = await desk.start();
    await desk.check(running, 1);
    await desk.check(running, 6);
    const { words, events } = await told(desk);
    expect(words).toEqual(['firing']);
    expect(events[0].data.series).toMatchObject([
      { start: '2026-11-04', days: ['2026-11-04', '2026-11-05', '2026-11-06', '2026-11-07'] },
    ]);
  });

  test('says nothing while it is snoozed, and what still lasts afterwards', async () => {
    const desk = await silentBot();
    const running = await desk.start();
    await desk.check(running, 1);
    const app = await desk.app();
    await app.snooze('watch', Date.parse('2026-11-06T12:00:00Z'), 'ada');
    for (const day of [2, 3, 4]) await desk.check(running, day);
    expect((await told(desk)).words).toEqual([]);
    expect((await app.alerts())[0]).toMatchObject({ state: 'snoozed' });
    await desk.check(running, 5);
    expect((await told(desk)).words).toEqual(['firing']);
  });

  test('says nothing in quiet hours, and all of it when they end, without another check', async () => {
    const desk = await silentBot({
      alert: [...SILENCE, 'quiet: { from: "06:00", to: "09:30" }'],
    });
    const running = await desk.start();
    for (const day of [1, 2, 3]) await desk.check(running, day);
    expect((await told(desk)).words).toEqual([]);
    const asked = desk.api.requests.length;
    await desk.check(running, 3, '09:30');
    const { words, events } = await told(desk);
    expect(words).toEqual(['firing']);
    expect(events[0].data.series).toMatchObject([{ start: '2026-11-04' }]);
    expect(desk.api.requests.length).toBe(asked);
  });

  test('that the configuration has no more is not told of, and starts anew when it returns', async () => {
    const desk = await silentBot();
    let running = await desk.start();
    for (const day of [1, 2, 3]) await desk.check(running, day);
    await running.stop();
    running = await desk.start((text) => text.replace('  watch:', '  other:'));
    await desk.at(running, 4, '08:00');
    await running.stop();
    running = await desk.start();
    for (const day of [13, 14]) await desk.check(running, day);
    expect((await told(desk)).words).toEqual(['firing', 'recovered']);
  });
});

describe('without answers', () => {
  const down = (from: string, to: string) => (day: string, asked: { story: string }) =>
    isDown.value ? null : silentOn(from, to)(day, asked);
  const isDown = { value: false };

  test('nothing fires and nothing recovers; a gap is told after its time, and that it is over', async () => {
    isDown.value = false;
    const desk = await openAlertDesk({
      alert: ['when: { silence: conversations, gap: 2d }', 'bots: [support]'],
    });
    desk.count(down('9998-01-01', '9999-01-01'));
    const running = await desk.start();
    await desk.check(running, 1);
    isDown.value = true;
    for (const day of [2, 3, 4]) {
      await desk.check(running, day);
      await desk.at(running, day, '08:05');
      const seen = day;
      await until(async () => {
        const [status] = await (await desk.app()).alerts();
        return status?.checkedAt === Date.parse(`2026-11-0${2 + seen}T07:00:00Z`);
      });
    }
    await until(async () => (await told(desk)).words.length > 0);
    const { words, events } = await told(desk);
    expect(words).toEqual(['firing']);
    expect(events[0].data.series).toMatchObject([{ kind: 'gap' }]);
    const [status] = await (await desk.app()).alerts();
    expect(status?.series.map(({ kind, state }) => `${kind} ${state}`)).toEqual([
      'silence unknown',
      'gap firing',
    ]);
    isDown.value = false;
    await desk.check(running, 5);
    expect((await told(desk)).words).toEqual(['firing', 'recovered']);
  });
});

test.each([
  ['one report', (report: string) => report === 'interactions', 'completed all-quiet'],
  ['every report', () => true, 'failed nothing-fetched'],
])('a check that lacks %s, however long it waits, ends as it is', async (_name, lacks, outcome) => {
  const desk = await openAlertDesk({
    alert: ['when: { silence: conversations, fallbackRate: { above: 20% } }', 'bots: [support]'],
  });
  const running = await desk.start();
  desk.count((_day, { report }) => (lacks(report) ? null : 40));
  await desk.check(running, 1);
  await desk.at(running, 1, '08:05');
  const ledger = await desk.ledger();
  const ended = await until(async () => {
    const [last] = await ledger.history.runs({ digest: 'alert.watch', limit: 1 });
    return last && last.run.finishedAt !== null ? `${last.run.state} ${last.run.reason}` : null;
  });
  expect(ended).toBe(outcome);
});

test('a digest with `when` is sent only while the alert fires', async () => {
  const desk = await openAlertDesk({ alert: SILENCE });
  desk.count(silentOn('2026-11-04', '2026-11-12'));
  const running = await desk.start((text) =>
    text.replace(
      'weekly: { bots: [support], ',
      `weekly: { bots: [support], schedule: "0 8 * * *", catchUp: skip, when: [watch], deliver: [{ webhook: { url: "${desk.hooks.url}/digest" } }], `,
    ),
  );
  const outcomes: string[] = [];
  const ledger = await desk.ledger();
  for (const day of TOLD) {
    await desk.check(running, day);
    await desk.at(running, day, '08:00');
    outcomes.push(
      await until(async () => {
        const [last] = await ledger.history.runs({ digest: 'weekly', limit: 1 });
        const isIt = last?.run.scheduledFor === Date.parse('2026-11-02T08:00:00Z') + day * 86_400_000;
        return isIt && last?.run.finishedAt !== null ? `${last?.run.state} ${last?.run.reason}` : null;
      }),
    );
  }
  // It fires from the check of 5 November on, until that of the 15th has seen two days that are well.
  expect(outcomes).toEqual([
    'skipped not-firing',
    ...Array(5).fill('completed delivered'),
    ...Array(2).fill('skipped not-firing'),
  ]);
  expect(desk.hooks.calls.filter(({ path }) => path === '/digest')).toHaveLength(5);
});
